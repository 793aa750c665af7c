# SPDX-License-Identifier: GPL-3.0-or-later
#
# Computes the values of all cases and compares every one of them.
execute_process(COMMAND ${VALUES} ${DATA}/cases.json OUTPUT_FILE ${RESULTS}
    RESULT_VARIABLE status)
if(NOT status EQUAL 0)
    message(FATAL_ERROR "reference-values ended with ${status}")
endif()
execute_process(COMMAND ${CHECK} ${DATA}/expected.csv ${RESULTS}
    RESULT_VARIABLE status)
if(NOT status EQUAL 0)
    message(FATAL_ERROR "values differ from the reference")
endif()
