# SPDX-License-Identifier: GPL-3.0-or-later
# cmake -DIN=schema.sql -DOUT=schema.c -P schema.cmake
#
# Makes the C string `store_schema` of schema.sql, a line a literal; comments
# are kept, because SQLite keeps them too and `.schema` then explains itself.
file(READ ${IN} text)
string(REPLACE "\\" "\\\\" text "${text}")
string(REPLACE "\"" "\\\"" text "${text}")
string(REPLACE "\n" "\\n\"\n    \"" text "${text}")
file(WRITE ${OUT} "/* Made from schema.sql. */\n#include \"store/schema.h\"\n\nconst char store_schema[] =\n    \"${text}\";\n")
