/* SPDX-License-Identifier: GPL-3.0-or-later */
/* wget's lines in many languages, its logs as a whole, and time blocks. */
#include "ingest/timing.h"
#include "ingest/wget_text.h"
#include "odd.h"

#include <string.h>

/* ---- durations and time blocks ------------------------------------------ */

static const struct {
    const char *text, *seconds; /* NULL: no duration */
} durations[] = {
    {"0m3.361s", "3.361"},
    {"0m3,361s", "3.361"},
    {"125m3.456s", "7503.456"},
    {"0m 3.36s", "3.36"},
    {"0m03.36s", "3.36"},
    {"1h 2m 5s", "3725"},
    {"1d 1h 2m 5s", "90125"},
    {"0s", "0"},
    {"0.5s", "0.5"},
    {"0:03.36", "3.36"},
    {"1:02:03", "3723"},
    {"1:02.03", "62.03"},
    {"0m59.999s", "59.999"},
    {"3.36", NULL},
    {"0m1e3s", NULL},
    {"1e3s", NULL},
    {"-0m3.361s", NULL},
    {"+0m3.361s", NULL},
    {"0m-3.361s", NULL},
    {"0m63.361s", NULL},
    {"0m60.000s", NULL},
    {"0.5m3s", NULL},
    {"1h 60m 5s", NULL},
    {"-0:03.36", NULL},
    {"0:63.36", NULL},
    {"1:60:03", NULL},
    {"6e-04s", NULL},
    {"", NULL},
    {"s", NULL},
    {"0m", NULL},
    {"5s 1m", NULL},
    {"1s 1s", NULL},
    {"-1s", NULL},
    {"0:03", NULL},
    {"0:0", NULL},
    {"0:03.3", NULL},
    {"1:2:3", NULL},
    {"1:02:", NULL},
    {"1:02:03:04", NULL},
    {"99999999999999999999s", NULL},
    {"999999999999999999m1s", NULL},
};

static void test_durations(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(durations); i++) {
        struct decimal value;
        char text[DECIMAL_TEXT];
        bool is_one = timing_duration(slice_from(durations[i].text), &value);

        g_test_message("'%s'", durations[i].text);
        g_assert_cmpint(is_one, ==, durations[i].seconds != NULL);
        if (is_one)
            g_assert_cmpstr(decimal_print(value, text), ==,
                            durations[i].seconds);
    }
}

static const struct {
    const char *line;
    unsigned says;
    const char *real, *user, *sys;
} time_lines[] = {
    {"real\t0m3.361s", TIMING_REAL, "3.361", NULL, NULL},
    {"user\t0m0.344s", TIMING_USER, NULL, "0.344", NULL},
    {"sys 1.07", TIMING_SYS, NULL, NULL, "1.07"},
    {"real 3,36", TIMING_REAL, "3.36", NULL, NULL},
    {"    0m03.36s real     0m00.34s user     0m01.07s system",
     TIMING_REAL | TIMING_USER | TIMING_SYS, "3.36", "0.34", "1.07"},
    {"wget -q x  0.34s user 1.07s system 42% cpu 3.361 total",
     TIMING_REAL | TIMING_USER | TIMING_SYS | TIMING_PERCENT | TIMING_COMMAND,
     "3.361", "0.34", "1.07"},
    {"wget -q x  0.34s user 1.07s system 42% cpu 1:05.43 total",
     TIMING_REAL | TIMING_USER | TIMING_SYS | TIMING_PERCENT | TIMING_COMMAND,
     "65.43", "0.34", "1.07"},
    {"0.344u 1.072s 0:03.36 41.9% 0+0k 0+0io 0pf+0w",
     TIMING_REAL | TIMING_USER | TIMING_SYS | TIMING_PERCENT, "3.36", "0.344",
     "1.072"},
    {"0.3u 1.0s 0:03 42% 1+1k 0+0io 0pf+0w", /* csh of the BSDs */
     TIMING_REAL | TIMING_USER | TIMING_SYS | TIMING_PERCENT, "3", "0.3",
     "1.0"},
    {"0.34user 1.07system 0:03.36elapsed 42%CPU (0avgtext+0avgdata 5k",
     TIMING_REAL | TIMING_USER | TIMING_SYS | TIMING_PERCENT, "3.36", "0.34",
     "1.07"},
    {"0.34user 1.07system 1:00:03elapsed 42%CPU (0avgtext+0avgdata 5k",
     TIMING_REAL | TIMING_USER | TIMING_SYS | TIMING_PERCENT, "3603", "0.34",
     "1.07"},
    {"0inputs+0outputs (0major+357minor)pagefaults 0swaps", TIMING_OTHER, NULL,
     NULL, NULL},
    {"\tElapsed (wall clock) time (h:mm:ss or m:ss): 0:03.36", TIMING_REAL,
     "3.36", NULL, NULL},
    {"\tElapsed (wall clock) time (h:mm:ss or m:ss): 0m 3.36s", TIMING_REAL,
     "3.36", NULL, NULL},
    {"\tExit status: 8", TIMING_EXIT, NULL, NULL, NULL},
    {"Command exited with non-zero status 8", TIMING_EXIT, NULL, NULL, NULL},
    {"Command terminated by signal 2", TIMING_SIGNAL, NULL, NULL, NULL},
    {"wget -q x  0.34s user 1.07s system 42% cpu 1:60.00 total", /* 119.996 */
     TIMING_REAL | TIMING_USER | TIMING_SYS | TIMING_PERCENT | TIMING_COMMAND,
     "120.00", "0.34", "1.07"},
    /* Not time blocks, or cut. */
    {"real -3.36", 0, NULL, NULL, NULL},
    {"real\t0m63.361s", 0, NULL, NULL, NULL},
    {"0.34user 1.07system -0:03.36elapsed 42%CPU (0avgtext+0avgdata 5k", 0,
     NULL, NULL, NULL},
    {"0.34user 1.07system 0:63.36elapsed 42%CPU (0avgtext+0avgdata 5k", 0, NULL,
     NULL, NULL},
    {"wget -q x  0.34s user 1.07s system 42% cpu 1e3 total", 0, NULL, NULL,
     NULL},
    {"real estate 3.36", 0, NULL, NULL, NULL},
    {"realm\t0m3.361s", 0, NULL, NULL, NULL},
    {"real\t0m3.3", 0, NULL, NULL, NULL},
    {"real 3.3", 0, NULL, NULL, NULL},
    {"tempo real 0.122 s (usuario 0.004, sistema 0.051)", 0, NULL, NULL, NULL},
    {"0.344u 1.072s 0:03.3 41.9%", 0, NULL, NULL, NULL},
    {"9 passed in 3.36 total", 0, NULL, NULL, NULL},
    {"", 0, NULL, NULL, NULL},
};

static void assert_decimal(struct decimal value, const char *expected)
{
    char text[DECIMAL_TEXT];

    if (expected)
        g_assert_cmpstr(decimal_print(value, text), ==, expected);
}

static void test_time_lines(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(time_lines); i++) {
        struct timing_line said;

        timing_read(slice_from(time_lines[i].line), &said);
        g_test_message("'%s'", time_lines[i].line);
        g_assert_cmpuint(said.says, ==, time_lines[i].says);
        assert_decimal(said.real, time_lines[i].real);
        assert_decimal(said.user, time_lines[i].user);
        assert_decimal(said.sys, time_lines[i].sys);
    }
}

/* Known dates: `date -u -d DATE +%s` divided by 86400. */
static void test_days(void)
{
    g_assert_cmpint(timing_days(1970, 1, 1), ==, 0);
    g_assert_cmpint(timing_days(1969, 12, 31), ==, -1);
    g_assert_cmpint(timing_days(2000, 2, 29), ==, 11016);
    g_assert_cmpint(timing_days(2000, 3, 1), ==, 11017);
    g_assert_cmpint(timing_days(2026, 11, 23), ==, 20780);
}

/* ---- lines ----------------------------------------------------------------
 */

static const struct {
    const char *line;
    enum wget_kind kind;
    uint64_t number; /* bytes, status or try, as the kind has one */
} lines[] = {
    {"--2026-11-23 02:10:00--  http://a/f", WGET_START, 1},
    {"--02:10:00--  http://a:80/f", WGET_START, 1},
    {"--2026-11-23 02:10:00--  (try: 2)  http://a/f", WGET_START, 2},
    {"--2026-11-23 02:10:00--  (tentativa: 3)  http://a/f", WGET_START, 3},
    {"--2026-11-23 02:10:00--  (essai\xc2\xa0:  2)  http://a/f", WGET_START, 2},
    {"--2026-11-23 02:10:00--  (poging  2)   http://a/f", WGET_START, 2},
    {"--2026-11-23 02:10:00--  (\xe5\xb0\x9d\xef\xbc\x9a 2)  http://a/f",
     WGET_START, 2},
    {"2026-11-23 02:10:00 (879 MB/s) - 'f' saved [9208/9208]", WGET_SAVED,
     9208},
    {"2026-11-23 02:10:00 (879 MB/s) - 'f' \xe4\xbf\x9d [9208/9208])",
     WGET_SAVED, 9208},
    {"/2026-11-23 02:10:00 (879 MB/s) - x stdout [9208/9208]", WGET_SAVED,
     9208},
    {"2026-11-23 02:10:00 (879 MB/s) - stdout [9208/9208] i\xc3\xa7ine",
     WGET_SAVED, 9208},
    {"2026-11-23 02:10:00 (879 MB/s) - geschrieben [/9208]", WGET_SAVED, 9208},
    {"2026-11-23 02:10:00 (879 MB/s) - Read error at byte 5/9 (reset). "
     "Retrying.",
     WGET_BROKEN, 0},
    {"02:10:00 (528.18 MB/s) - `f' saved [41445/41445]", WGET_SAVED, 41445},
    {"2026-11-23 02:10:00 (65,2 MB/s) - \xe2\x80\x9c"
     "f\xe2\x80\x9d salvo [1835/1835]",
     WGET_SAVED, 1835},
    {"2026-11-23 02:10:00 (65,2 MB/s) \xe2\x80\x94 \xc2\xab\xc2\xa0"
     "f\xc2\xa0\xc2\xbb sauvegard\xc3\xa9 [1835/1835]",
     WGET_SAVED, 1835},
    {"2026-11-23 02:10:00 (239 MB/s) - 'f' saved [30000]", WGET_SAVED, 30000},
    {"2026-11-23 02:10:00 (1.79 Gb/s) - 'f' saved [41445/41445]", WGET_SAVED,
     41445},
    {"2026-11-23 02:10:00 (0.00 B/s) - 'f' saved [0/0]", WGET_SAVED, 0},
    {"2026-11-23 02:10:00 (425 MB/s) - Connection closed at byte 20000. "
     "Retrying.",
     WGET_BROKEN, 0},
    {"2026-11-23 02:10:00 URL:http://a/f [9/9] -> \"f\" [1]", WGET_LINE, 9},
    {"2026-11-23 02:10:00 URL:http://a/f [9] -> \"f [1]\" [2]", WGET_LINE, 9},
    {"2026-11-23 02:10:00 URL: ftp://a/f [9] -> \"f\" [1]", WGET_LINE, 9},
    {"2026-11-23 02:10:00 URL: http://a/f 200 OK", WGET_SPIDER, 0},
    {"URL 2026-11-23 02:10:00: http://a/f 200 OK", WGET_SPIDER, 0},
    {"2026-11-23 02:10:00 URL\xef\xbc\x9ahttp://a/f 200 OK", WGET_SPIDER, 0},
    {"2026-11-23 02:10:00 ERROR 404: Not Found.", WGET_ERROR, 404},
    {"2026-11-23 02:10:00 ERROR: 404 Not Found.", WGET_ERROR, 404},
    {"2026-11-23 02:10:00 ERROREA 404 Not Found.", WGET_ERROR, 404},
    {"EROARE 2026-11-23 02:10:00 404: Not Found.", WGET_ERROR, 404},
    {"2026-11-23 02:10:00 \xe9\x94\x99 404\xef\xbc\x9aNot Found.", WGET_ERROR,
     404},
    {"02:10:00 ERROR 404: Not Found.", WGET_ERROR, 404},
    {"2026-11-23 02:10:00 ERRO 503: Service Unavailable.", WGET_ERROR, 503},
    {"2026-11-23 02:10:00 FEHLER 404: Not Found.", WGET_ERROR, 404},
    {"2026-11-23 02:10:00 erreur\xc2\xa0"
     "404\xc2\xa0: Not Found.",
     WGET_ERROR, 404},
    {"2026-11-23 02:10:00 erreur\xa0"
     "404\xa0: Not Found.",
     WGET_ERROR, 404},
    {"http://a/f:", WGET_URL, 0},
    {"http://[x: Unterminated IPv6 numeric address.", WGET_FAILED, 0},
    {"wget: unable to resolve host address 'x.invalid'", WGET_FAILED, 0},
    {"No data received.", WGET_NO_REPLY, 0},
    {"HTTP request sent, awaiting response... No data received.", WGET_NO_REPLY,
     0},
    {"Remote file exists.", WGET_LOOKED_UP, 0},
    {"Remote file does not exist -- broken link!!!", WGET_DEAD_LINK, 0},
    {"Download quota of 5.0K EXCEEDED!", WGET_QUOTA, 0},
    {"Retrying.", WGET_PROSE, 0},
    {"Connecting to a:80... failed: Connection refused.", WGET_FAILED, 0},
    {"falha: Conex\xc3\xa3o recusada.", WGET_FAILED, 0},
    {"Conectando con a... fall\xc3\xb3: Conexi\xc3\xb3n rehusada.", WGET_FAILED,
     0},
    {"\xc3\xa9"
     "chec\xc2\xa0: Connexion refus\xc3\xa9"
     "e.",
     WGET_FAILED, 0},
    {"HTTP request sent, awaiting response... 206 Partial Content", WGET_STATUS,
     206},
    {"  HTTP/1.1 302 Found", WGET_STATUS, 302},
    {"Length: 1000000 (977K), 700000 (684K) remaining [a/b]", WGET_REMAINING,
     700000},
    {"L\xc3\xa4nge: 1000 (1K), 700 sind noch \xc3\xbc"
     "brig [a/b]",
     WGET_REMAINING, 700},
    {"Longitud: 3000 (2.9K), quedan 2000 (2.0K) [a/b]", WGET_REMAINING, 2000},
    {"FINISHED --2026-11-23 02:10:00--", WGET_FINISHED, 0},
    {"--02:10:00-- \xd7\x94", WGET_FINISHED, 0}, /* he, right to left */
    {"FINISHED --02:10:00--", WGET_FINISHED, 0},
    {"BEENDET --2026-11-23 02:10:00--", WGET_FINISHED, 0},
    {"Termin\xc3\xa9 \xe2\x80\x94\xc2\xa0"
     "2026-11-23 02:10:00\xc2\xa0\xe2\x80\x94",
     WGET_FINISHED, 0},
    {"Cannot write to 'f' (No space left on device).", WGET_FAILED, 0},
    {"Unable to establish SSL connection.", WGET_FAILED, 0},
    {"File 'f' already there; not retrieving.", WGET_NOTHING, 0},
    {"    The file is already fully retrieved; nothing to do.", WGET_NOTHING,
     0},
    {"Continuing in background, pid 12.", WGET_BACKGROUND, 0},
    /* Words of catalogues before 1.12. */
    {"Local file `f' is more recent, not retrieving.", WGET_NOTHING, 0},
    {"Continuando em background, pid 12.", WGET_BACKGROUND, 0},
    {"Datei \xc2\xbb"
     "f\xc2\xab ist schon vorhanden, kein Hol-Versuch.",
     WGET_NOTHING, 0},
    {"Datei \xbb"
     "f\xab ist schon vorhanden, kein Hol-Versuch.", /* Latin-1 */
     WGET_NOTHING, 0},
    {"Connection to a:80 refused.", WGET_FAILED, 0},
    {"Arquivo remoto n\xc3\xa3o existe -- link quebrado!!!", WGET_DEAD_LINK, 0},
    {"Redirecting output to 'wget-log'.", WGET_ELSEWHERE, 0},
    {"Giving up.", WGET_GAVE_UP, 0},
    {"^C", WGET_INTERRUPT, 0},
    {"  \t ", WGET_BLANK, 0},
    /* What only looks like one. */
    {"     0K .......... ..........   100%  879M=0s", WGET_PROSE, 0},
    {"--2026-11-23 02:10:00--", WGET_OTHER, 0},
    {"--2026-13-23 02:10:00--  http://a/f", WGET_OTHER, 0},
    {"--2026-11-23 24:10:00--  http://a/f", WGET_OTHER, 0},
    {"FINISHED --2026-11-23 02:10:00-- and more", WGET_OTHER, 0},
    {"2026-11-23 02:10:00 nothing in particular", WGET_OTHER, 0},
    {"2026-11-23 02:10:00 took 300 seconds", WGET_OTHER, 0},
    {"Length: 41,445 (40K) [a/b]", WGET_OTHER, 0},
    {"Connecting to 127.0.0.1:80... connected.", WGET_OTHER, 0},
    {"2026-11-23 02:10:00 ERROR 40", WGET_OTHER, 0},
};

static uint64_t number_of(const struct wget_line *said)
{
    switch (said->kind) {
    case WGET_START:
        return said->tries;
    case WGET_ERROR:
    case WGET_STATUS:
        return said->code;
    case WGET_SAVED:
    case WGET_LINE:
    case WGET_REMAINING:
        return said->got;
    default:
        return 0;
    }
}

static void test_lines(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(lines); i++) {
        struct wget_line said = wget_line_read(slice_from(lines[i].line));

        g_test_message("'%s'", lines[i].line);
        g_assert_cmpint(said.kind, ==, lines[i].kind);
        g_assert_cmpuint(number_of(&said), ==, lines[i].number);
    }
}

/* The quick reader takes nothing that the slow one reads otherwise. */
static void test_plain_lines(void)
{
    static const char line[] = "2026-11-23 02:10:33 URL:http://a/b/f.bin "
                               "[9208/9208] -> \"files/f.bin\" [1]";
    static const char other[] = " \"[]/>-147:URL\n";
    uint64_t files = 0, bytes = 0;

    g_assert_true(wget_plain_line(SLICE(line), NULL, &files, &bytes));
    g_assert_cmpuint(files, ==, 1);
    g_assert_cmpuint(bytes, ==, 9208);
    g_assert_true(wget_plain_line(SLICE(line), line, &files, &bytes));
    for (size_t at = 0; at < sizeof line - 1; at++) {
        for (size_t k = 0; k < sizeof other; k++) {
            g_autofree char *copy = g_strdup(line);
            struct slice changed = {copy, sizeof line - 1};
            struct wget_line said;

            copy[at] = other[k];
            files = bytes = 0;
            if (!wget_plain_line(changed, line, &files, &bytes))
                continue;
            said = wget_line_read(changed);
            g_assert_cmpint(said.kind, ==, WGET_LINE);
            g_assert_cmpuint(said.got, ==, bytes);
            g_assert_cmpuint(said.expected, ==, bytes);
            g_assert_cmpuint(said.tries, ==, 1);
        }
    }
    for (size_t len = 0; len < sizeof line - 1; len++)
        g_assert_false(
            wget_plain_line((struct slice){line, len}, NULL, &files, &bytes));
}

/* ---- logs -----------------------------------------------------------------
 */

/* The words of the languages, from the catalogues of wget 1.13 to 1.21. */
static const struct {
    const char *finished, *total, *downloaded, *saved, *dash, *error, *failed;
} languages[] = {
    {"FINISHED --%s--", "Total wall clock time: %s",
     "Downloaded: 2 files, 10K in %s (%s MB/s)", "saved", "-",
     "ERROR 404:", "failed: Connection refused."},
    {"FINALIZADO --%s--", "Tempo total decorrido: %s",
     "Baixados: 2 arquivos, 10K em %s (%s MB/s)", "salvo", "-",
     "ERRO 404:", "falha: Conex\xc3\xa3o recusada."},
    {"CONCLU\xc3\x8d"
     "DO --%s--",
     "Tempo total: %s", "Transferidos: 2 ficheiros, 10K em %s (%s MB/s)",
     "gravado", "-", "ERRO 404:", "falhou: Liga\xc3\xa7\xc3\xa3o recusada."},
    {"ACABADO --%s--", "Tiempo total de reloj: %s",
     "Descargados: 2 ficheros, 10K en %s (%s MB/s)", "guardado", "-",
     "ERROR 404:", "fall\xc3\xb3: Conexi\xc3\xb3n rehusada."},
    {"BEENDET --%s--", "Verstrichene Zeit: %s",
     "Geholt: 2 Dateien, 10K in %s (%s MB/s)", "gespeichert", "-",
     "FEHLER 404:", "fehlgeschlagen: Verbindungsaufbau abgelehnt."},
    {"Termin\xc3\xa9 \xe2\x80\x94\xc2\xa0%s\xc2\xa0\xe2\x80\x94",
     "Temps total effectif\xc2\xa0: %s",
     "T\xc3\xa9l\xc3\xa9"
     "charg\xc3\xa9s\xc2\xa0: 2\xc2\xa0"
     "fichiers, 10K en %s (%s MB/s)",
     "sauvegard\xc3\xa9", "\xe2\x80\x94",
     "erreur\xc2\xa0"
     "404\xc2\xa0:",
     "\xc3\xa9"
     "chec\xc2\xa0: Connexion refus\xc3\xa9"
     "e."},
};

#define STAMP "2026-11-23 02:10:00"

static void append_file(GString *log, size_t language, const char *name)
{
    g_string_append_printf(log,
                           "--" STAMP "--  http://a/%s\n"
                           "Connecting to a:80... ok\n"
                           "HTTP... 200 OK\n\n"
                           "     0K .....            100%% 5,00M=0s\n\n" STAMP
                           " (5,00 MB/s) %s '%s' %s [5120/5120]\n\n",
                           name, languages[language].dash, name,
                           languages[language].saved);
}

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
static char *make_log(size_t language)
{
    GString *log = g_string_new(NULL);

    append_file(log, language, "f1");
    append_file(log, language, "f2");
    g_string_append_printf(log,
                           "--" STAMP "--  http://a/x\n"
                           "HTTP... 404 Not Found\n" STAMP " %s Not Found.\n\n",
                           languages[language].error);
    g_string_append_printf(log,
                           "--" STAMP "--  http://b/y\n"
                           "b:80... %s\n",
                           languages[language].failed);
    g_string_append_printf(log, languages[language].finished, STAMP);
    g_string_append_c(log, '\n');
    g_string_append_printf(log, languages[language].total, "1,2s");
    g_string_append_c(log, '\n');
    g_string_append_printf(log, languages[language].downloaded, "0,002s",
                           "4,88");
    g_string_append(log, "\n\nreal\t0m1,234s\nuser\t0m0,010s\nsys\t0m0,"
                         "020s\n");
    return g_string_free(log, FALSE);
}
#pragma GCC diagnostic pop

static void test_languages(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(languages); i++) {
        g_autofree char *log = make_log(i);
        g_autoptr(GPtrArray) sources = odd_read_bytes("log", log, strlen(log));
        const Run *run = odd_run(sources, 0);
        g_autofree char *work = run_workload(run);

        g_test_message("%s", languages[i].finished);
        g_assert_cmpuint(odd_count(sources), ==, 1);
        g_assert_cmpint(run->status, ==, RUN_GATED);
        g_assert_cmpuint(run->reasons->len, ==, 1);
        g_assert_true(odd_has_reason(run, "download-errors"));
        g_assert_cmpuint(run->notes->len, ==, 0);
        g_assert_cmpstr(work, ==, "wget files=2 size=10K");
        odd_expect(run, "real_time=1.234|user_time=0.010|sys_time=0.020|"
                        "wall_clock=1.2|download_time=0.002|files=2|"
                        "bytes=10240|errors=2|retries=0");
    }
}

#define SUMMARY                                                                \
    "FINISHED --2026-11-23 02:10:33--\n"                                       \
    "Total wall clock time: 3.7s\n"                                            \
    "Downloaded: 2 files, 10K in 0.002s (4.88 MB/s)\n"
#define LINE(name, bytes)                                                      \
    "2026-11-23 02:10:33 URL:http://a/" name " [" bytes "/" bytes              \
    "] -> \"" name "\" [1]\n"
#define TIME "\nreal\t0m3.664s\nuser\t0m0.238s\nsys\t0m1.169s\n"

static const struct {
    const char *name, *log;
    size_t n_runs;
    enum run_status status; /* of the last run */
    const char *reason;
    const char *values;
} logs[] = {
    {"whole", LINE("a", "5120") LINE("b", "5120") SUMMARY TIME, 1, RUN_GOOD,
     NULL, "files=2|bytes=10240|real_time=3.664"},
    {"tail", LINE("b", "5120") SUMMARY TIME, 1, RUN_GOOD, NULL,
     "files=2|!bytes"},
    {"more files than counted",
     LINE("a", "5") LINE("b", "5") LINE("c", "5") SUMMARY TIME, 1, RUN_REFUSED,
     "contradiction", ""},
    {"bytes that are not the size",
     LINE("a", "5120") LINE("b", "9120") SUMMARY TIME, 1, RUN_REFUSED,
     "contradiction", ""},
    {"a rate that is not size by time",
     "FINISHED --2026-11-23 02:10:33--\nTotal wall clock time: 3.7s\n"
     "Downloaded: 2 files, 10K in 0.002s (48.8 MB/s)\n" TIME,
     1, RUN_REFUSED, "contradiction", ""},
    {"a wall clock beyond the command's time",
     "FINISHED --2026-11-23 02:10:33--\nTotal wall clock time: 3.8s\n"
     "Downloaded: 2 files, 10K in 0.002s (4.88 MB/s)\n" TIME,
     1, RUN_REFUSED, "contradiction", ""},
    {"reading longer than the wall clock",
     "FINISHED --2026-11-23 02:10:33--\nTotal wall clock time: 0.2s\n"
     "Downloaded: 2 files, 10K in 0.5s (20.0 KB/s)\n" TIME,
     1, RUN_REFUSED, "contradiction", ""},
    {"several runs, one time", SUMMARY SUMMARY SUMMARY TIME, 3, RUN_REFUSED,
     "several-runs-timed", ""},
    {"a shared time, then its own", SUMMARY SUMMARY TIME SUMMARY TIME, 3,
     RUN_GOOD, NULL, "real_time=3.664"},
    {"each its time", SUMMARY TIME SUMMARY TIME, 2, RUN_GOOD, NULL,
     "real_time=3.664"},
    {"no wrapper", LINE("a", "5120") LINE("b", "5120") SUMMARY, 1, RUN_GOOD,
     NULL, "wall_clock=3.7|!real_time"},
    {"summary cut",
     LINE("a", "5120")
         LINE("b", "5120") "FINISHED --2026-11-23 02:10:33--\n" TIME,
     1, RUN_REFUSED, "truncated", ""},
    {"short file",
     "2026-11-23 02:10:33 URL:http://a/a [5/10] -> \"a\" [1]\n" TIME, 1,
     RUN_GATED, "partial-download", ""},
    {"less than the clock shows",
     LINE("a", "5120") "real 0.00\nuser 0.00\n"
                       "sys 0.00\n",
     1, RUN_GATED, "coarse-time", "real_time=0.00|files=1"},
    /* zsh has a line for each part of a pipeline. */
    {"wget and tail in zsh",
     SUMMARY "wget -nv -i a  0.34s user 1.07s system 37% cpu 3.761 total\n"
             "tail -n 4  0.00s user 0.00s system 0% cpu 3.760 total\n",
     1, RUN_GOOD, NULL, "real_time=3.761|files=2"},
    {"two quiet ones in zsh",
     "wget -q a  0.34s user 1.07s system 37% cpu 3.761 total\n"
     "wget -q a  0.35s user 1.07s system 36% cpu 3.861 total\n",
     2, RUN_GOOD, NULL, "real_time=3.861"},
    {"only empty files", LINE("a", "0") LINE("b", "0") TIME, 1, RUN_REFUSED,
     "nothing-transferred", "bytes=0"},
    {"output elsewhere", "Redirecting output to 'wget-log'.\n" TIME, 1,
     RUN_REFUSED, "no-summary", ""},
    {"killed by a signal",
     SUMMARY "Command terminated by signal 15\n"
             "0.34user 1.07system 0:03.71elapsed 38%CPU (0avgtext+0avgdata "
             "5k\n0inputs+0outputs (0major+357minor)pagefaults 0swaps\n",
     1, RUN_GATED, "interrupted", "real_time=3.71"},
    /* Words of no catalogue: still the shape of what wget says there. */
    {"an unheard quota",
     LINE("a", "5120") LINE("b", "5120") SUMMARY
     "Kwota (5,000 bajt) GONE!\n" TIME,
     1, RUN_GATED, "not-all-files", "files=2"},
    {"a cheer is no quota",
     LINE("a", "5120") LINE("b", "5120") SUMMARY "Done!\n" TIME, 1, RUN_GOOD,
     NULL, "files=2"},
    {"an unheard refusal",
     LINE("a", "5120") "fuit: Connexio negata.\n" LINE("b", "5120")
         SUMMARY TIME,
     1, RUN_GATED, "download-errors", "files=2|errors=1"},
    {"an unheard error",
     LINE("a", "5120") "http://a/x:\n2026-11-23 02:10:33 oh 404 no\n" LINE(
         "b", "5120") SUMMARY TIME,
     1, RUN_GATED, "download-errors", "files=2|errors=1"},
    {"a hang-up that a retry made good",
     "No data received.\n"
     "2026-11-23 02:10:33 URL:http://a/a [5120/5120] -> \"a\" [2]\n" LINE(
         "b", "5120") SUMMARY TIME,
     1, RUN_GATED, "retried", "files=2|errors=0|retries=1"},
    {"the same file, by its status alone",
     "--2026-11-23 02:10:00--  http://a/f\n"
     "x... 304 Not Modified\nUnheard.\n\n" TIME,
     1, RUN_REFUSED, "nothing-downloaded", "files=0|errors=0"},
    /* What --spider -r reads on its way is no download either. */
    {"a recursive spider",
     "Spider mode enabled. Check if remote file exists.\n"
     "--2026-11-23 02:10:00--  http://a/f\n"
     "HTTP request sent, awaiting response... 200 OK\n"
     "Remote file exists and could contain links to other resources -- "
     "retrieving.\n\n"
     "--2026-11-23 02:10:00--  http://a/f\n"
     "HTTP request sent, awaiting response... 200 OK\n"
     "2026-11-23 02:10:00 (5 MB/s) - 'f' saved [46/46]\n"
     "FINISHED --2026-11-23 02:10:33--\n"
     "Total wall clock time: 0.03s\n"
     "Downloaded: 1 files, 46 in 0s (8.54 MB/s)\n" TIME,
     1, RUN_REFUSED, "spider", "files=1"},
    /* IPv6 refuses, IPv4 answers: no error. */
    {"second address answers",
     "--2026-11-23 02:10:00--  http://a/f\n"
     "Connecting to a|::1|:80... failed: Connection refused.\n"
     "Connecting to a|127.0.0.1|:80... connected.\n"
     "HTTP request sent, awaiting response... 200 OK\n"
     "2026-11-23 02:10:03 (5 MB/s) - 'f' saved [5120/5120]\n" TIME,
     1, RUN_GOOD, NULL, "files=1|bytes=5120|errors=0"},
};

static void test_logs(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(logs); i++) {
        g_autoptr(GPtrArray) sources =
            odd_read_bytes("log", logs[i].log, strlen(logs[i].log));
        const Run *run = odd_run(sources, logs[i].n_runs - 1);

        g_test_message("%s", logs[i].name);
        g_assert_cmpuint(odd_count(sources), ==, logs[i].n_runs);
        g_assert_cmpint(run->status, ==, logs[i].status);
        if (logs[i].reason)
            g_assert_true(odd_has_reason(run, logs[i].reason));
        odd_expect(run, logs[i].values);
    }
}

/* Columns counted by hand in "Downloaded: 2 files, 10K in 0.002s (48.8 MB/s)"
 * and its like. */
static void test_places(void)
{
    static const struct {
        const char *log;
        uint32_t line, column;
    } places[] = {
        {LINE("a", "5120") LINE("b", "9120") SUMMARY TIME, 5, 22},
        {"FINISHED --2026-11-23 02:10:33--\nTotal wall clock time: 3.7s\n"
         "Downloaded: 2 files, 10K in 0.002s (48.8 MB/s)\n" TIME,
         3, 37},
        {"FINISHED --2026-11-23 02:10:33--\nTotal wall clock time: 0.2s\n"
         "Downloaded: 2 files, 10K in 0.5s (20.0 KB/s)\n" TIME,
         3, 29},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(places); i++) {
        g_autoptr(GPtrArray) sources =
            odd_read_bytes("log", places[i].log, strlen(places[i].log));
        const struct run_reason *reason =
            &g_array_index(odd_run(sources, 0)->reasons, struct run_reason, 0);

        g_assert_cmpstr(reason->reason->slug, ==, "contradiction");
        g_assert_cmpuint(reason->line, ==, places[i].line);
        g_assert_cmpuint(reason->column, ==, places[i].column);
    }
}

/* A block whose value no shell prints is refused where that value stands, and
 * a good block behind it is a run of its own. */
static void test_damaged_times(void)
{
    static const struct {
        const char *log;
        uint32_t line, column;
        guint runs;
    } blocks[] = {
        {"real\t0m1e3s\nuser\t0m0.010s\nsys\t0m0.010s\n", 1, 6, 1},
        {"real\t-0m3.361s\nuser\t0m0.010s\nsys\t0m0.010s\n", 1, 6, 1},
        {"real -3.36\nuser 0.1\nsys 0.1\n", 1, 6, 1},
        {LINE("b", "5120") SUMMARY
         "\nreal\t0m63.361s\nuser\t0m0.010s\nsys\t0m0.010s\n" TIME,
         6, 6, 2},
        {LINE("b", "5120") SUMMARY
         "\nreal\t0m3.761s\nuser\t+0m0.010s\nsys\t0m0.010s\n",
         7, 6, 1},
        {LINE("b", "5120") SUMMARY
         "0.34user 1.07system 0:63.36elapsed 42%CPU (0avgtext+0avgdata 5k\n",
         5, 21, 1},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(blocks); i++) {
        g_autoptr(GPtrArray) sources =
            odd_read_bytes("log", blocks[i].log, strlen(blocks[i].log));
        const Run *run = odd_run(sources, 0);
        const struct run_reason *reason;

        g_test_message("%s", blocks[i].log);
        g_assert_nonnull(run);
        g_assert_cmpuint(odd_count(sources), ==, blocks[i].runs);
        g_assert_cmpint(run->status, ==, RUN_REFUSED);
        reason = &g_array_index(run->reasons, struct run_reason, 0);
        g_assert_cmpstr(reason->reason->slug, ==, "unknown-timing");
        g_assert_cmpuint(reason->line, ==, blocks[i].line);
        g_assert_cmpuint(reason->column, ==, blocks[i].column);
        g_assert_cmpuint(run->reasons->len, ==, 1);
    }
}

/* A -nv log behind a prefix is what it is without. */
static void test_prefixed(void)
{
    static const char *const wrapped[] = {
        "> " LINE("a", "5120") "> " LINE(
            "b",
            "5120") "> BEENDET --2026-11-23 02:10:33--\n"
                    "> Verstrichene Zeit: 3.7s\n"
                    "> Geholt: 2 Dateien, 10K in 0.002s (4.88 MB/s)\n"
                    "> \n> real\t0m3.761s\n> user\t0m0.010s\n> sys\t0m0.020s\n",
        "Attaching to b_1\nb_1  | " LINE("a", "5120") "b_1  | " LINE(
            "b",
            "5120") "b_1  | FINISHED --2026-11-23 02:10:33--\n"
                    "b_1  | Total wall clock time: 3.7s\n"
                    "b_1  | Downloaded: 2 files, 10K in 0.002s (4.88 MB/s)\n"
                    "b_1  | real\t0m3.761s\nb_1  | user\t0m0.010s\n"
                    "b_1  | sys\t0m0.020s\n",
    };

    for (size_t i = 0; i < G_N_ELEMENTS(wrapped); i++) {
        g_autoptr(GPtrArray) sources =
            odd_read_bytes("log", wrapped[i], strlen(wrapped[i]));
        const Run *run = odd_run(sources, 0);

        g_test_message("%s", wrapped[i]);
        g_assert_cmpuint(odd_count(sources), ==, 1);
        g_assert_cmpint(run->status, ==, RUN_GOOD);
        odd_expect(run, "files=2|bytes=10240|real_time=3.761|wall_clock=3.7");
    }
}

/* When a run began: its first attempt, or what the summary says. The seconds
 * are `date -u -d "2026-11-23 02:10:00" +%s` and 33 more, less 3.7. */
static void test_start(void)
{
    static const struct {
        const char *log;
        int64_t started_s;
    } starts[] = {
        {"--" STAMP "--  http://a/f\nHTTP... 200 OK\n" STAMP
         " (5 MB/s) - 'f' saved [5/5]\n" TIME,
         1795399800},
        {LINE("b", "5120") SUMMARY TIME, 1795399829},
        {LINE("a", "5120") LINE("b", "5120") SUMMARY TIME, 1795399829},
        {"FINISHED --02:10:33--\nDownloaded: 1,234 bytes in 2 files\n" TIME,
         RUN_TIME_UNKNOWN},
        {TIME, RUN_TIME_UNKNOWN},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(starts); i++) {
        g_autoptr(GPtrArray) sources =
            odd_read_bytes("log", starts[i].log, strlen(starts[i].log));

        g_test_message("%s", starts[i].log);
        g_assert_cmpint(odd_run(sources, 0)->started_s, ==,
                        starts[i].started_s);
    }
}

/* More than one buffer of lines, an error and a retry among them. */
static void test_long_log(void)
{
    GString *log = g_string_new(NULL);
    uint64_t bytes = 0;
    const Run *run;

    for (uint64_t i = 1; i <= 20000; i++) {
        g_string_append_printf(log,
                               STAMP " URL:http://a/f%" G_GUINT64_FORMAT
                                     " [%" G_GUINT64_FORMAT
                                     "/%" G_GUINT64_FORMAT "] -> \"f\" [%s]\n",
                               i, i, i, i == 15000 ? "3" : "1");
        bytes += i;
        if (i == 12345)
            g_string_append(log,
                            "http://a/x:\n" STAMP " ERROR 404: Not Found.\n");
    }
    g_string_append(log, "FINISHED --" STAMP "--\n"
                         "Total wall clock time: 12s\n"
                         "Downloaded: 20000 files, 191M in 4.0s (47.7 MB/s)\n"
                         "\nreal\t0m12.345s\nuser\t0m1.000s\nsys\t0m1.000s\n");

    g_autoptr(GPtrArray) sources = odd_read_bytes("log", log->str, log->len);

    run = odd_run(sources, 0);
    g_assert_cmpuint(odd_count(sources), ==, 1);
    odd_expect(run, "files=20000|errors=1|retries=2|real_time=12.345");
    g_assert_cmpuint(g_array_index(run->reasons, struct run_reason, 0).line, ==,
                     12347);
    g_assert_cmpuint(g_array_index(run->reasons, struct run_reason, 1).line, ==,
                     15002);
    g_assert_cmpuint(run_find(run, "real_time", NULL)->line, ==, 20007);
    g_assert_cmpuint(bytes, ==, 200010000);
    g_string_free(log, TRUE);
}

/* What is nobody's log must not be taken for wget's. */
static void test_foreign(void)
{
    static const char *const texts[] = {
        "make: done.\n\nreal\t0m0.004s\nuser\t0m0.003s\nsys\t0m0.0s\n",
        "The real time of the user is system time.\n",
        "02:10:00 GET /index.html 200\n",
        "Connecting... failed: no.\n",
    };

    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
        g_autoptr(GPtrArray) sources =
            odd_read_bytes("text", texts[i], strlen(texts[i]));
        const LogSource *source = sources->pdata[0];

        g_test_message("%s", texts[i]);
        g_assert_true(source->is_foreign);
        g_assert_cmpuint(source->runs->len, ==, 0);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/wget/durations", test_durations);
    g_test_add_func("/wget/time-lines", test_time_lines);
    g_test_add_func("/wget/days", test_days);
    g_test_add_func("/wget/lines", test_lines);
    g_test_add_func("/wget/plain-lines", test_plain_lines);
    g_test_add_func("/wget/languages", test_languages);
    g_test_add_func("/wget/logs", test_logs);
    g_test_add_func("/wget/places", test_places);
    g_test_add_func("/wget/damaged-times", test_damaged_times);
    g_test_add_func("/wget/prefixed", test_prefixed);
    g_test_add_func("/wget/start", test_start);
    g_test_add_func("/wget/long-log", test_long_log);
    g_test_add_func("/wget/foreign", test_foreign);
    return g_test_run();
}
