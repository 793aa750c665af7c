/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/error.h"

#include <stdarg.h>

G_DEFINE_QUARK(cotejo - error, cotejo_error)

bool cotejo_fail(GError **error, enum cotejo_error code, const char *format,
                 ...)
{
    va_list arguments;

    va_start(arguments, format);
    if (error)
        *error = g_error_new_valist(COTEJO_ERROR, (int)code, format, arguments);
    va_end(arguments);
    return false;
}
