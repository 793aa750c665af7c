/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The paper bundle: everything is made in memory, then written at once.
 *
 * The digest of the results is written into every part, so it comes first;
 * results.json, which lists the digests of all other files, comes last.
 */
#include "report/bundle.h"

#include <string.h>

#include "chart/font.h"
#include "chart/ink.h"
#include "report/model.h"
#include "report/templates.h"

struct bundle {
    const Results *results;
    const struct bundle_options *options;
    char digest[65];
    GArray *figures;    /* struct bundle_figure */
    GPtrArray *skipped; /* why a figure is not there */
    GArray *tables;     /* struct json_table */
    BundleFiles *files;
    GStringChunk *strings;
};

static const char *keep(struct bundle *bundle, char *text)
{
    const char *kept = g_string_chunk_insert_const(bundle->strings, text);

    g_free(text);
    return kept;
}

static const struct {
    const char *name;
    enum bundle_part part;
} part_names[] = {
    {"figures", BUNDLE_FIGURES}, {"tables", BUNDLE_TABLES},
    {"paper", BUNDLE_PAPER},     {"xlsx", BUNDLE_XLSX},
    {"data", BUNDLE_DATA},
};

unsigned bundle_part_find(const char *name)
{
    for (size_t i = 0; i < G_N_ELEMENTS(part_names); i++)
        if (!strcmp(part_names[i].name, name))
            return part_names[i].part;
    return 0;
}

static bool has_part(const struct bundle *bundle, enum bundle_part part)
{
    unsigned parts = bundle->options->parts;

    return !parts || (parts & part);
}

static const struct bundle_figure *figure_at(const struct bundle *bundle,
                                             guint i)
{
    return &g_array_index(bundle->figures, struct bundle_figure, i);
}

/* ---- figures ---- */

static void add_figure_files(struct bundle *bundle)
{
    for (guint i = 0; i < bundle->figures->len; i++) {
        const struct bundle_figure *figure = figure_at(bundle, i);
        const Frame *frame = figure->frame;
        g_autofree char *alt = g_strconcat(frame->alt, "\n", NULL);

        for (size_t k = 0; k < N_IMAGES; k++)
            bundle_files_add(
                bundle->files,
                keep(bundle, g_strdup_printf("figures/%s%s", figure->name,
                                             image_suffixes[k])),
                g_byte_array_ref(figure->images[k]));
        bundle_files_add_text(
            bundle->files,
            keep(bundle, g_strdup_printf("figures/%s.csv", figure->name)),
            frame->csv->str, frame->csv->len);
        bundle_files_add_text(
            bundle->files,
            keep(bundle, g_strdup_printf("figures/%s.txt", figure->name)), alt,
            strlen(alt));
    }
}

static bool add_figures(struct bundle *bundle, GError **error)
{
    struct chart_provenance from = {
        .version = "cotejo " COTEJO_VERSION,
        .digest = bundle->digest,
        .date_s = bundle->results->document_date_s,
    };

    if (!bundle_draw(bundle->figures, &from, bundle->options->jobs, error))
        return false;
    add_figure_files(bundle);
    return true;
}

/* ---- tables ---- */

/* A bundle's tables come in these formats. */
static const char *const table_suffixes[] = {"tex", "md", "csv"};

static const struct table_options table_options = {
    .elsewhere = "they are in comparisons.csv and in results.xlsx",
};

static bool add_table(struct bundle *bundle, Table *table, const char *name,
                      GError **error)
{
    struct json_table entry = {
        .name = name,
        .file = keep(bundle, g_strdup_printf("tables/%s.tex", name)),
    };

    table->digest = bundle->digest;
    for (size_t i = 0; i < G_N_ELEMENTS(table_suffixes); i++) {
        g_autoptr(GString) text = g_string_new(NULL);
        g_autofree char *path =
            g_strdup_printf("tables/%s.%s", name, table_suffixes[i]);

        if (!table_format_find(table_suffixes[i])
                 ->render(table, bundle->results, text, error))
            return false;
        bundle_files_add_text(bundle->files, path, text->str, text->len);
    }
    g_array_append_val(bundle->tables, entry);
    return true;
}

/* Each kind that has something to say. */
static bool add_tables(struct bundle *bundle, GError **error)
{
    for (size_t i = 0; i < n_table_kinds; i++) {
        g_autoptr(GError) reason = NULL;
        g_autoptr(Table) table =
            table_kinds[i]->build(bundle->results, &table_options, &reason);

        if (table) {
            if (!add_table(bundle, table, table_kinds[i]->name, error))
                return false;
        } else if (!g_error_matches(reason, COTEJO_ERROR,
                                    COTEJO_ERROR_NOTHING)) {
            g_propagate_error(error, g_steal_pointer(&reason));
            return false;
        }
    }
    return true;
}

/* ---- data ---- */

static const struct {
    const char *path;
    void (*write)(const Results *, GString *);
} csv_files[] = {
    {"raw.csv", report_csv_raw},
    {"summary.csv", report_csv_summary},
    {"comparisons.csv", report_csv_comparisons},
};

static void add_csv(struct bundle *bundle)
{
    for (size_t i = 0; i < G_N_ELEMENTS(csv_files); i++) {
        g_autoptr(GString) text = g_string_new(NULL);

        csv_files[i].write(bundle->results, text);
        bundle_files_add_text(bundle->files, csv_files[i].path, text->str,
                              text->len);
    }
}

static void add_numbers(struct bundle *bundle)
{
    g_autoptr(GString) text = g_string_new(NULL);

    report_numbers(bundle->results, bundle->digest, text);
    bundle_files_add_text(bundle->files, "numbers.tex", text->str, text->len);
}

static bool add_workbook(struct bundle *bundle, GError **error)
{
    g_autofree struct workbook_picture *pictures =
        g_new0(struct workbook_picture, bundle->figures->len + 1);
    GByteArray *bytes;

    for (guint i = 0; i < bundle->figures->len; i++) {
        const struct bundle_figure *figure = figure_at(bundle, i);

        pictures[i] = (struct workbook_picture){
            .name = figure->name,
            .alt = figure->frame->alt,
            .png = figure->images[IMAGE_PNG],
            .width_mm = figure->frame->width_mm,
            .height_mm = figure->frame->height_mm,
        };
    }
    bytes = report_workbook(bundle->results, pictures, bundle->figures->len,
                            bundle->digest, error);
    if (!bytes)
        return false;
    bundle_files_add(bundle->files, "results.xlsx", bytes);
    return true;
}

/* ---- texts from templates ---- */

static const struct {
    const char *template, *path;
    unsigned part; /* 0: always */
} texts[] = {
    {"preamble.tex", "cotejo-preamble.tex", BUNDLE_PAPER},
    {"paper.tex", "paper.tex", BUNDLE_PAPER},
    {"readme.md", "README.md", 0},
};

static json_t *make_model(struct bundle *bundle)
{
    g_autofree struct model_figure *figures =
        g_new0(struct model_figure, bundle->figures->len + 1);

    for (guint i = 0; i < bundle->figures->len; i++) {
        const struct bundle_figure *figure = figure_at(bundle, i);

        figures[i] = (struct model_figure){
            .name = figure->name,
            .kind = figure->kind,
            .caption = figure->frame->caption,
            .alt = figure->frame->alt,
            .width_mm = figure->frame->width_mm,
            .reference = figure->frame->reference,
            .subject = figure->frame->subject,
            .data_file =
                keep(bundle, g_strdup_printf("figures/%s.csv", figure->name)),
        };
    }
    return report_model(
        bundle->results,
        &(struct model_parts){
            .parts =
                bundle->options->parts ? bundle->options->parts : BUNDLE_ALL,
            .title = bundle->options->title,
            .command = bundle->options->command,
            .digest = bundle->digest,
            .figures = figures,
            .n_figures = bundle->figures->len,
            .tables =
                (const struct json_table *)(const void *)bundle->tables->data,
            .n_tables = bundle->tables->len,
            .skipped = (const char *const *)bundle->skipped->pdata,
            .n_skipped = bundle->skipped->len,
        });
}

static bool add_texts(struct bundle *bundle, GError **error)
{
    json_t *model = make_model(bundle);
    bool rendered = true;

    for (size_t i = 0; i < G_N_ELEMENTS(texts) && rendered; i++) {
        g_autoptr(GString) text = g_string_new(NULL);

        if (texts[i].part && !has_part(bundle, texts[i].part))
            continue;
        rendered = template_render(bundle->options->templates,
                                   texts[i].template, model, text, error);
        if (rendered)
            bundle_files_add_text(bundle->files, texts[i].path, text->str,
                                  text->len);
    }
    json_decref(model);
    return rendered;
}

/* ---- results.json, with all the others in it ---- */

static const char **figure_files(struct bundle *bundle, const char *name)
{
    static const char *const suffixes[] = {".pdf", ".png", ".svg", ".csv",
                                           ".txt"};
    const char **files = g_new0(const char *, G_N_ELEMENTS(suffixes) + 1);

    for (size_t i = 0; i < G_N_ELEMENTS(suffixes); i++)
        files[i] =
            keep(bundle, g_strdup_printf("figures/%s%s", name, suffixes[i]));
    return files;
}

/* The digest of a file's bytes; NULL if it cannot be read. */
static char *digest_of_file(const char *path)
{
    g_autofree char *bytes = NULL;
    gsize len;

    if (!path || !g_file_get_contents(path, &bytes, &len, NULL))
        return NULL;
    return g_compute_checksum_for_data(G_CHECKSUM_SHA256, (guchar *)bytes, len);
}

static void write_json(struct bundle *bundle, struct json_bundle *parts)
{
    struct ink_library libraries[INK_LIBRARIES];
    const char *names[2 * INK_LIBRARIES + 1] = {NULL};
    g_autofree char *font = font_file();
    g_autofree char *sha256 = digest_of_file(font);
    struct json_ink ink = {
        .font_family = font_family(),
        .font_sha256 = sha256,
        .libraries = names,
    };
    g_autoptr(GString) text = g_string_new(NULL);

    ink_libraries(libraries);
    for (size_t i = 0; i < INK_LIBRARIES; i++) {
        names[2 * i] = libraries[i].name;
        names[2 * i + 1] = libraries[i].version;
    }
    if (parts->n_figures)
        parts->ink = &ink;
    report_json_bundle(bundle->results, parts, text);
    bundle_files_add_text(bundle->files, "results.json", text->str, text->len);
}

static void add_json(struct bundle *bundle)
{
    size_t n_figures = bundle->figures->len;
    size_t n_files = bundle_files_count(bundle->files);
    g_autofree struct json_figure *figures =
        g_new0(struct json_figure, n_figures + 1);
    g_autofree struct json_file *files = g_new0(struct json_file, n_files + 1);
    g_autoptr(GPtrArray) lists = g_ptr_array_new_with_free_func(g_free);
    struct json_bundle parts = {
        .command = bundle->options->command,
        .digest = bundle->digest,
        .figures = figures,
        .n_figures = n_figures,
        .tables = (const struct json_table *)(const void *)bundle->tables->data,
        .n_tables = bundle->tables->len,
        .files = files,
        .n_files = n_files,
    };

    for (guint i = 0; i < n_figures; i++) {
        const struct bundle_figure *figure = figure_at(bundle, i);
        const char **list = figure_files(bundle, figure->name);

        g_ptr_array_add(lists, list);
        figures[i] = (struct json_figure){
            .name = figure->name,
            .chart = figure->kind,
            .alt = figure->frame->alt,
            .caption = figure->frame->caption,
            .files = list,
        };
    }
    for (size_t i = 0; i < n_files; i++) {
        const struct bundle_file *file = bundle_files_get(bundle->files, i);

        files[i].path = file->path;
        bundle_files_digest(file, files[i].sha256);
    }
    write_json(bundle, &parts);
}

/* ---- all of it ---- */

static bool make_parts(struct bundle *bundle, GError **error)
{
    if (!add_figures(bundle, error) ||
        (has_part(bundle, BUNDLE_TABLES) && !add_tables(bundle, error)))
        return false;
    if (has_part(bundle, BUNDLE_DATA))
        add_csv(bundle);
    if (has_part(bundle, BUNDLE_PAPER))
        add_numbers(bundle);
    if ((has_part(bundle, BUNDLE_XLSX) && !add_workbook(bundle, error)) ||
        !add_texts(bundle, error))
        return false;
    if (has_part(bundle, BUNDLE_DATA))
        add_json(bundle);
    return true;
}

static void tell(const struct bundle *bundle)
{
    const struct bundle_options *options = bundle->options;

    for (size_t i = 0;
         options->on_file && i < bundle_files_count(bundle->files); i++) {
        const struct bundle_file *file = bundle_files_get(bundle->files, i);

        options->on_file(file->path, file->bytes->len, options->data);
    }
    if (options->on_file)
        options->on_file(BUNDLE_MANIFEST, 0, options->data);
}

static bool make_and_write(struct bundle *bundle, GError **error)
{
    const struct bundle_options *options = bundle->options;

    report_digest(bundle->results, bundle->digest);
    bundle->figures =
        bundle_layout(bundle->results, options->profile,
                      has_part(bundle, BUNDLE_FIGURES), bundle->skipped, error);
    if (!bundle->figures || !make_parts(bundle, error))
        return false;
    if (!options->dry_run &&
        !bundle_write(bundle->files, options->folder, options->force, error))
        return false;
    tell(bundle);
    return true;
}

bool report_bundle(const Results *results, const struct bundle_options *options,
                   GError **error)
{
    struct bundle bundle = {.results = results, .options = options};
    bool made;

    bundle.files = bundle_files_new();
    bundle.strings = g_string_chunk_new(1024);
    bundle.skipped = g_ptr_array_new_with_free_func(g_free);
    bundle.tables = g_array_new(FALSE, FALSE, sizeof(struct json_table));
    made = make_and_write(&bundle, error);
    if (bundle.figures)
        g_array_unref(bundle.figures);
    g_array_unref(bundle.tables);
    g_ptr_array_unref(bundle.skipped);
    g_string_chunk_free(bundle.strings);
    bundle_files_free(bundle.files);
    return made;
}
