#include "chart/kinds.h"
const struct chart_kind chart_operations = {.name = "operations"};
