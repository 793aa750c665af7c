/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The template is parsed into a tree of nodes, then rendered against a stack
 * of contexts.
 *
 * A section's, comment's, partial's or delimiter's tag that stands alone on
 * its line takes the whole line with it. A partial that does passes its
 * indentation on to every line of the partial's template.
 */
#include "report/mustache.h"

#include <string.h>

#include "report/number.h"

#define DEPTH_MAX 64
#define OUTPUT_MAX (64u * 1024 * 1024)

enum node_kind {
    NODE_TEXT,
    NODE_VALUE,
    NODE_RAW_VALUE,
    NODE_SECTION,
    NODE_INVERTED,
    NODE_PARTIAL,
};

struct node {
    enum node_kind kind;
    char *text;          /* the text, or the name */
    char *indent;        /* of a partial that stands alone */
    GPtrArray *children; /* of a section */
};

static void node_free(void *data)
{
    struct node *node = data;

    g_free(node->text);
    g_free(node->indent);
    if (node->children)
        g_ptr_array_unref(node->children);
    g_free(node);
}

static struct node *node_add(GPtrArray *nodes, enum node_kind kind, char *text)
{
    struct node *node = g_new0(struct node, 1);

    node->kind = kind;
    node->text = text;
    g_ptr_array_add(nodes, node);
    return node;
}

/* ---- parsing ---- */

struct parser {
    const char *name, *begin, *at;
    char *open, *close; /* the delimiters */
};

static bool parse_fail(const struct parser *parser, const char *at,
                       GError **error, const char *what, const char *detail)
{
    size_t line = 1, column = 1;

    for (const char *c = parser->begin; c < at; c++) {
        column = *c == '\n' ? 1 : column + 1;
        line += *c == '\n';
    }
    return cotejo_fail(error, COTEJO_ERROR_USAGE, "%s:%zu:%zu: %s%s",
                       parser->name, line, column, what, detail);
}

struct tag {
    char kind;               /* one of "#^/!>=&{", or 'v' for a value */
    const char *begin, *end; /* with its delimiters */
    const char *name;        /* what stands between, trimmed */
    size_t len;
};

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

/* Finds the closing delimiter and takes the tag apart. */
static bool read_tag(const struct parser *parser, const char *begin,
                     struct tag *tag, GError **error)
{
    const char *inside = begin + strlen(parser->open);
    const char *close = parser->close;
    const char *end;

    *tag = (struct tag){.kind = 'v', .begin = begin};
    if (*inside == '{' && !strcmp(parser->open, "{{")) {
        tag->kind = '{';
        close = "}}}";
        inside++;
    } else if (*inside && strchr("#^/!>=&", *inside)) {
        tag->kind = *inside++;
    }
    if (tag->kind == '=') {
        const char *equals = strchr(inside, '=');

        if (!equals)
            return parse_fail(parser, begin, error,
                              "a tag of delimiters is not closed", "");
        end = equals;
        while (is_blank(equals[1]))
            equals++;
        if (strncmp(equals + 1, close, strlen(close)))
            return parse_fail(parser, begin, error,
                              "a tag of delimiters is not closed", "");
        tag->end = equals + 1 + strlen(close);
    } else {
        end = strstr(inside, close);
        if (!end)
            return parse_fail(parser, begin, error, "a tag is not closed", "");
        tag->end = end + strlen(close);
    }
    while (inside < end && g_ascii_isspace(*inside))
        inside++;
    while (end > inside && g_ascii_isspace(end[-1]))
        end--;
    tag->name = inside;
    tag->len = (size_t)(end - inside);
    return true;
}

/* Whether nothing but blanks stands beside the tag on its line: then where
 * that line begins and where the next one does. */
static bool stands_alone(const struct parser *parser, const struct tag *tag,
                         const char **line, const char **next)
{
    const char *left = tag->begin, *right = tag->end;

    if (tag->kind == 'v' || tag->kind == '&' || tag->kind == '{')
        return false;
    while (left > parser->begin && is_blank(left[-1]))
        left--;
    if (left > parser->begin && left[-1] != '\n')
        return false;
    while (is_blank(*right))
        right++;
    if (right[0] == '\r' && right[1] == '\n')
        right++;
    if (*right && *right != '\n')
        return false;
    *line = left;
    *next = *right ? right + 1 : right;
    return true;
}

/* "{{=<< >>=}}": the new delimiters. */
static bool set_delimiters(struct parser *parser, const struct tag *tag,
                           GError **error)
{
    g_autofree char *inside = g_strndup(tag->name, tag->len);
    char *gap = inside + strcspn(inside, " \t\n\r");
    const char *second = gap + strspn(gap, " \t\n\r");

    if (gap == inside || !*second || strpbrk(second, " \t\n\r"))
        return parse_fail(parser, tag->begin, error,
                          "two delimiters are wanted", "");
    g_free(parser->open);
    g_free(parser->close);
    parser->open = g_strndup(inside, (gsize)(gap - inside));
    parser->close = g_strdup(second);
    return true;
}

static bool parse_nodes(struct parser *parser, GPtrArray *nodes,
                        const struct tag *section, int depth, GError **error);

static bool parse_section(struct parser *parser, GPtrArray *nodes,
                          const struct tag *tag, int depth, GError **error)
{
    struct node *node =
        node_add(nodes, tag->kind == '#' ? NODE_SECTION : NODE_INVERTED,
                 g_strndup(tag->name, tag->len));

    node->children = g_ptr_array_new_with_free_func(node_free);
    if (depth >= DEPTH_MAX)
        return parse_fail(parser, tag->begin, error,
                          "sections are nested too deep", "");
    return parse_nodes(parser, node->children, tag, depth + 1, error);
}

/* A closing tag must be that of the section that is open. */
static bool check_close(const struct parser *parser, const struct tag *section,
                        const struct tag *tag, GError **error)
{
    g_autofree char *name = g_strndup(tag->name, tag->len);

    if (!section)
        return parse_fail(parser, tag->begin, error,
                          "no section is open to be closed: ", name);
    if (section->len != tag->len ||
        strncmp(section->name, tag->name, tag->len)) {
        g_autofree char *open = g_strndup(section->name, section->len);

        return parse_fail(parser, tag->begin, error,
                          "another section is open: ", open);
    }
    return true;
}

/* One tag, the parser standing behind it; *closed when it ends the section. */
static bool parse_tag(struct parser *parser, GPtrArray *nodes,
                      const struct tag *tag, const struct tag *section,
                      int depth, const char *indent, bool *closed,
                      GError **error)
{
    switch (tag->kind) {
    case '#':
    case '^':
        return parse_section(parser, nodes, tag, depth, error);
    case '/':
        *closed = true;
        return check_close(parser, section, tag, error);
    case '=':
        return set_delimiters(parser, tag, error);
    case '!':
        return true;
    case '>':
        node_add(nodes, NODE_PARTIAL, g_strndup(tag->name, tag->len))->indent =
            g_strdup(indent);
        return true;
    default:
        node_add(nodes, tag->kind == 'v' ? NODE_VALUE : NODE_RAW_VALUE,
                 g_strndup(tag->name, tag->len));
        return true;
    }
}

static bool parse_nodes(struct parser *parser, GPtrArray *nodes,
                        const struct tag *section, int depth, GError **error)
{
    bool closed = false;

    while (!closed) {
        const char *open = strstr(parser->at, parser->open);
        const char *line = NULL, *next = NULL;
        g_autofree char *indent = NULL;
        struct tag tag;

        if (!open) {
            if (section)
                return parse_fail(parser, section->begin, error,
                                  "a section is not closed", "");
            node_add(nodes, NODE_TEXT, g_strdup(parser->at));
            return true;
        }
        if (!read_tag(parser, open, &tag, error))
            return false;
        if (stands_alone(parser, &tag, &line, &next))
            indent = g_strndup(line, (gsize)(tag.begin - line));
        else
            line = tag.begin, next = tag.end;
        if (line > parser->at)
            node_add(nodes, NODE_TEXT,
                     g_strndup(parser->at, (gsize)(line - parser->at)));
        parser->at = next;
        if (!parse_tag(parser, nodes, &tag, section, depth, indent, &closed,
                       error))
            return false;
    }
    return true;
}

static GPtrArray *parse(const char *name, const char *template, GError **error)
{
    struct parser parser = {
        .name = name,
        .begin = template,
        .at = template,
        .open = g_strdup("{{"),
        .close = g_strdup("}}"),
    };
    GPtrArray *nodes = g_ptr_array_new_with_free_func(node_free);
    bool parsed = parse_nodes(&parser, nodes, NULL, 0, error);

    g_free(parser.open);
    g_free(parser.close);
    if (!parsed)
        g_clear_pointer(&nodes, g_ptr_array_unref);
    return nodes;
}

/* ---- rendering ---- */

struct renderer {
    const struct mustache *mustache;
    const char *name; /* of the template or partial */
    GArray *contexts; /* const json_t *, the innermost last */
    GString *out;
    int depth; /* of partials */
};

/* The first part of a dotted name is looked up through all contexts, the
 * others only inside what was found. */
static const json_t *look_up(const struct renderer *renderer, const char *name)
{
    guint n = renderer->contexts->len;
    g_auto(GStrv) parts = g_strsplit(name, ".", -1);
    const json_t *found = NULL;

    if (!strcmp(name, "."))
        return g_array_index(renderer->contexts, const json_t *, n - 1);
    for (guint i = n; i-- && !found && parts[0];)
        found = json_object_get(
            g_array_index(renderer->contexts, const json_t *, i), parts[0]);
    for (size_t k = 1; found && parts[0] && parts[k]; k++)
        found = json_object_get(found, parts[k]);
    if (!found && renderer->mustache->unknown)
        g_hash_table_add(renderer->mustache->unknown, g_strdup(name));
    return found;
}

static bool is_false(const json_t *value)
{
    return !value || json_is_null(value) || json_is_false(value) ||
           (json_is_array(value) && !json_array_size(value)) ||
           (json_is_string(value) && !json_string_length(value));
}

static void append_value(GString *text, const json_t *value)
{
    if (json_is_string(value))
        g_string_append(text, json_string_value(value));
    else if (json_is_integer(value))
        g_string_append_printf(text, "%" JSON_INTEGER_FORMAT,
                               json_integer_value(value));
    else if (json_is_real(value))
        number_csv(text, json_real_value(value));
    else if (json_is_true(value))
        g_string_append(text, "true");
    else if (json_is_false(value))
        g_string_append(text, "false");
}

static void render_value(struct renderer *renderer, const struct node *node)
{
    g_autoptr(GString) text = g_string_new(NULL);
    const json_t *value = look_up(renderer, node->text);

    if (value)
        append_value(text, value);
    if (node->kind == NODE_VALUE)
        renderer->mustache->escape(renderer->out, text->str);
    else
        g_string_append_len(renderer->out, text->str, (gssize)text->len);
}

static bool render_nodes(struct renderer *renderer, const GPtrArray *nodes,
                         GError **error);

static bool render_in(struct renderer *renderer, const struct node *node,
                      const json_t *context, GError **error)
{
    bool rendered;

    g_array_append_val(renderer->contexts, context);
    rendered = render_nodes(renderer, node->children, error);
    g_array_set_size(renderer->contexts, renderer->contexts->len - 1);
    return rendered;
}

static bool render_section(struct renderer *renderer, const struct node *node,
                           GError **error)
{
    const json_t *value = look_up(renderer, node->text);

    if (is_false(value))
        return true;
    if (!json_is_array(value))
        return render_in(renderer, node, value, error);
    for (size_t i = 0; i < json_array_size(value); i++)
        if (!render_in(renderer, node, json_array_get(value, i), error))
            return false;
    return true;
}

/* Every line of the text indented, but not what follows its end. */
static char *indented(const char *text, const char *indent)
{
    GString *out = g_string_new(NULL);

    while (*text) {
        size_t line = strcspn(text, "\n");

        line += text[line] == '\n';
        g_string_append(out, indent);
        g_string_append_len(out, text, (gssize)line);
        text += line;
    }
    return g_string_free(out, FALSE);
}

/* A partial is known by a plain name: no way out of the folder. */
static bool is_partial_name(const char *name)
{
    return *name &&
           !name[strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_-")];
}

static bool render_partial(struct renderer *renderer, const struct node *node,
                           GError **error)
{
    const struct mustache *mustache = renderer->mustache;
    g_autofree char *text = NULL;
    g_autofree char *whole = NULL;
    g_autoptr(GPtrArray) nodes = NULL;
    const char *around = renderer->name;
    bool rendered;

    if (!is_partial_name(node->text))
        return cotejo_fail(error, COTEJO_ERROR_USAGE,
                           "%s: '%s' is no name of a partial", renderer->name,
                           node->text);
    if (renderer->depth >= DEPTH_MAX)
        return cotejo_fail(error, COTEJO_ERROR_USAGE,
                           "%s: partials are nested too deep at '%s'",
                           renderer->name, node->text);
    if (mustache->partial)
        text = mustache->partial(node->text, mustache->data);
    if (!text)
        return true;
    whole = node->indent ? indented(text, node->indent) : g_strdup(text);
    nodes = parse(node->text, whole, error);
    if (!nodes)
        return false;
    renderer->depth++;
    renderer->name = node->text;
    rendered = render_nodes(renderer, nodes, error);
    renderer->name = around;
    renderer->depth--;
    return rendered;
}

static bool render_node(struct renderer *renderer, const struct node *node,
                        GError **error)
{
    switch (node->kind) {
    case NODE_TEXT:
        g_string_append(renderer->out, node->text);
        return true;
    case NODE_VALUE:
    case NODE_RAW_VALUE:
        render_value(renderer, node);
        return true;
    case NODE_SECTION:
        return render_section(renderer, node, error);
    case NODE_INVERTED:
        return !is_false(look_up(renderer, node->text)) ||
               render_nodes(renderer, node->children, error);
    case NODE_PARTIAL:
        return render_partial(renderer, node, error);
    }
    return true;
}

static bool render_nodes(struct renderer *renderer, const GPtrArray *nodes,
                         GError **error)
{
    for (guint i = 0; i < nodes->len; i++) {
        if (!render_node(renderer, g_ptr_array_index(nodes, i), error))
            return false;
        if (renderer->out->len > OUTPUT_MAX)
            return cotejo_fail(error, COTEJO_ERROR_USAGE,
                               "%s: the output is larger than 64 MB",
                               renderer->name);
    }
    return true;
}

bool mustache_render(const struct mustache *mustache, const char *name,
                     const char *template, const json_t *model, GString *out,
                     GError **error)
{
    g_autoptr(GPtrArray) nodes = parse(name, template, error);
    g_autoptr(GArray) contexts =
        g_array_new(FALSE, FALSE, sizeof(const json_t *));
    struct renderer renderer = {
        .mustache = mustache, .name = name, .contexts = contexts, .out = out};

    if (!nodes)
        return false;
    g_array_append_val(contexts, model);
    return render_nodes(&renderer, nodes, error);
}
