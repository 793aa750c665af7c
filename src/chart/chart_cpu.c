#include "chart/kinds.h"
const struct chart_kind chart_cpu = {.name = "cpu"};
