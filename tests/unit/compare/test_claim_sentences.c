/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Sentences as papers and posts write them, in three languages, and what each
 * says, in short:
 *
 *   "25 % of B; A ahead"   A is better by 25 % of B
 *   "x2 B; B ahead"        B's mean is twice the other one
 *   ">= 25 %", "<= 25 %", "~ 25 %", "^ 25 %"   at least, at most, about, up to
 *   "B higher"             B has the higher mean
 *   "similar 5 %"          alike, within 5 %
 *   "none", "none significant"   no difference, no significant one
 *   "differ"               they do, and no more is said
 *   "?"                    not judged
 *
 * What is expected is what the words mean, or "?" where a reader could take
 * them otherwise.
 */
#include "claim_fixture.h"

#include <string.h>

static void add(GString *text, const char *format, ...) G_GNUC_PRINTF(2, 3);

static void add(GString *text, const char *format, ...)
{
    g_autofree char *part = NULL;
    va_list arguments;

    va_start(arguments, format);
    part = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    g_string_append_printf(text, "%s%s", text->len ? "; " : "", part);
}

static char *what_is_said(const struct claim *claim)
{
    static const char *const bounds[] = {"", ">= ", "<= ", "~ ", "^ "};
    GString *text = g_string_new(NULL);
    char number[DECIMAL_TEXT];

    if (claim->unclear)
        return g_string_free(g_string_assign(text, "?"), FALSE);
    if (claim->denies)
        add(text,
            claim->denies == DENIES_SIGNIFICANCE ? "none significant" : "none");
    else if (claim->asserts == ASSERTS_SIMILARITY && claim->margins->len)
        add(text, "similar %g %%",
            100.0 * g_array_index(claim->margins, double, 0));
    else if (claim->asserts == ASSERTS_SIMILARITY)
        add(text, "similar");
    if (claim->percent.is_given)
        add(text, "%s%s %%%s%s", bounds[claim->bound],
            decimal_print(claim->percent.value, number),
            claim->percent_of ? " of " : "",
            claim->percent_of ? claim->percent_of : "");
    if (claim->times.is_given)
        add(text, "%sx%s%s%s", bounds[claim->bound],
            decimal_print(claim->times.value, number),
            claim->times_side >= 0 ? " " : "",
            claim->times_side >= 0 ? claim->side[claim->times_side].name : "");
    if (claim->favours)
        add(text, "%s ahead", claim->favours);
    if (claim->higher >= 0)
        add(text, "%s higher", claim->side[claim->higher].name);
    if (!text->len)
        add(text, "differ");
    return g_string_free(text, FALSE);
}

struct sentence {
    const char *says, *means;
};

static void check(const char *values, const struct sentence sentences[],
                  size_t n)
{
    size_t n_wrong = 0;

    for (size_t i = 0; i < n; i++) {
        g_autoptr(ClaimSet) set =
            claim_set_of(values, KEYS("n", "5", "says", sentences[i].says));
        g_autofree char *found = what_is_said(set->claims->pdata[0]);

        if (!strcmp(found, sentences[i].means))
            continue;
        g_printerr("# %s\n#   '%s', expected '%s'\n", sentences[i].says, found,
                   sentences[i].means);
        n_wrong++;
    }
    g_assert_cmpuint(n_wrong, ==, 0);
}

/* ---- times: lower is better ---- */

static void test_times(void)
{
    static const struct sentence sentences[] = {
        {"Xen is faster than KVM", "Xen ahead"},
        {"Xen was clearly faster than KVM.", "Xen ahead"},
        {"KVM is slower", "Xen ahead"},
        {"KVM was outperformed by Xen", "Xen ahead"},
        {"Xen outperformed KVM", "Xen ahead"},
        {"Xen outperforms KVM by 25.7 %", "25.7 %; Xen ahead"},
        {"KVM is outperformed by Xen by 25.7%", "25.7 %; Xen ahead"},
        {"KVM was clearly beaten by Xen", "Xen ahead"},
        {"KVM lags behind Xen by 34 %", "34 %; Xen ahead"},
        {"KVM loses to Xen", "Xen ahead"},
        {"KVM trails Xen", "Xen ahead"},
        {"Xen wins", "Xen ahead"},
        {"Xen beats KVM by more than 20 percent", ">= 20 %; Xen ahead"},
        {"Compared to KVM, Xen is 25.7 % faster", "25.7 %; Xen ahead"},
        {"Relative to Xen, KVM needs 34.7 % more time",
         "34.7 % of Xen; KVM higher"},
        {"Xen reduces the total time by 25.7 % compared to KVM",
         "25.7 % of KVM; KVM higher"},
        {"Xen cut the latency by 40 %", "40 % of KVM; KVM higher"},
        {"With Xen the execution time drops by 25.7 %",
         "25.7 % of KVM; KVM higher"},
        {"The latency was reduced by 40 % with Xen", "40 % of KVM; KVM higher"},
        {"Moving from KVM to Xen reduced the run time by 26 %",
         "26 % of KVM; KVM higher"},
        {"Xen takes half the time", "~ x0.5 Xen"},
        {"Xen takes half the time of KVM", "~ x0.5 Xen"},
        {"Xen needs only a third of the time KVM needs", "~ x0.3333 Xen"},
        {"Xen needs two thirds of KVM's time", "~ x0.6667 Xen"},
        {"Xen is twice as fast", "~ x2 KVM; Xen ahead"},
        {"Xen is twice as fast as KVM", "~ x2 KVM; Xen ahead"},
        {"Xen is nearly twice as fast as KVM", "~ x2 KVM; Xen ahead"},
        {"KVM is half as fast as Xen", "~ x0.5 Xen"},
        {"KVM is 1.35x slower than Xen", "x1.35 KVM; Xen ahead"},
        {"Xen is 1.35 times faster than KVM", "x1.35 KVM; Xen ahead"},
        {"KVM took 1.35 times as long as Xen", "x1.35 KVM; KVM higher"},
        {"Xen is three times faster", "~ x3 KVM; Xen ahead"},
        {"Xen is an order of magnitude faster than KVM", "x10 KVM; Xen ahead"},
        {"KVM is two orders of magnitude slower", "x100 KVM; Xen ahead"},
        {"Xen is one third faster", "33.33 %; Xen ahead"},
        {"Xen shows a speedup of 1.35x", "x1.35 KVM; Xen ahead"},
        {"Xen achieves a 1.35x speedup over KVM", "x1.35 KVM; Xen ahead"},
        {"We observed a speedup of 1.35 for Xen", "x1.35 KVM; Xen ahead"},
        {"a speedup of 1.35", "x1.35"},
        {"KVM has an overhead of 12 %", "12 % of Xen; KVM higher"},
        {"KVM incurs a 12 % overhead over Xen", "12 % of Xen; KVM higher"},
        {"The overhead of KVM is about 12 %", "~ 12 % of Xen; KVM higher"},
        {"KVM adds less than 5 % overhead", "<= 5 % of Xen"},
        {"Xen is up to 30 % faster", "^ 30 %; Xen ahead"},
        {"Xen is faster by as much as 30 %", "^ 30 %; Xen ahead"},
        {"Xen has 25 % lower latency", "25 % of KVM; KVM higher"},
        {"The latency of Xen is 25 % lower than that of KVM",
         "25 % of KVM; KVM higher"},
        {"Xen's response time is 25 % shorter", "25 % of KVM; KVM higher"},
        {"KVM doubles the latency", "~ x2 KVM; KVM higher"},
        {"Xen halves the time", "~ x0.5 Xen"},
        {"Xen cuts the time in half", "50 % of KVM; KVM higher"},
        {"Xen cut the latency by half", "50 % of KVM; KVM higher"},
        {"Xen reduced the time to 74 % of KVM's", "x0.74 Xen"},
        {"Xen improves the response time by at least 20 %",
         ">= 20 % of KVM; KVM higher"},
        {"The performance of Xen is 25 % better", "25 %; Xen ahead"},
        {"Xen has a clear performance advantage", "Xen ahead"},
        {"Xen is the better choice", "Xen ahead"},
        {"The times differ by 25.6 %", "25.6 %"},
        {"There is a difference of 25.6 % between Xen and KVM", "25.6 %"},
        {"Xen and KVM differ", "differ"},
        {"significantly different", "differ"},
        {"Xen won in all the tests", "Xen ahead"},
        {"KVM achieved 74 % of the performance of Xen", "x0.74 Xen"},
        {"KVM delivers 74 % of Xen's performance", "x0.74 Xen"},
        {"KVM exhibits 1.35x the execution time of Xen",
         "x1.35 KVM; KVM higher"},
        {"KVM comes with a 12 % performance cost", "12 % of Xen; KVM higher"},
        {"Using Xen instead of KVM yields a 25.7 % reduction in execution time",
         "25.7 % of KVM; KVM higher"},
        {"The slowdown of KVM relative to Xen is 1.35x",
         "x1.35 KVM; KVM higher"},
        {"Xen's time is less than half that of KVM", "<= x0.5 Xen"},
        /* what is not judged */
        {"KVM's time was cut by 25.7 % by moving to Xen", "?"},
        {"KVM is not faster", "?"},
        {"KVM is no longer slower than Xen", "?"},
        {"KVM is never faster than Xen", "?"},
        {"KVM is no faster than Xen", "?"},
        {"Xen is barely faster", "?"},
        {"Xen isn't 25 % faster than KVM", "?"},
        {"Neither is faster", "?"},
        {"Xen could be 25 % faster than KVM", "?"},
        {"Xen may be faster", "?"},
        {"Is Xen faster?", "?"},
        {"if Xen were faster", "?"},
        {"Xen is faster than VMware", "?"},
        {"Xen is 20 % faster than bare metal", "?"},
        {"VMware is 20 % faster than Xen", "?"},
        {"Xen is faster in some cases", "?"},
        {"Xen is often faster", "?"},
        {"Xen is faster half the time", "?"},
        {"Xen is 20 % faster and uses 30 % less memory", "?"},
        {"Xen is faster, but uses more memory", "?"},
        {"Xen is faster while KVM is better at networking", "?"},
        {"Xen uses 20 % less memory", "?"},
        {"Xen has 20 % more throughput", "?"},
        {"Xen doubled the throughput", "?"},
        {"Xen is 20 to 30 % faster", "?"},
        {"Xen is 20-30% faster than KVM", "?"},
        {"Xen and KVM are faster", "?"},
        {"KVM needs half again as much time", "?"},
        {"Xen is 5 percentage points faster", "?"},
        {"Xen is a fine hypervisor", "?"},
        {"Figure 3 shows the results of 20 runs", "?"},
        {"Xen failed 10 % of its tests", "?"},
    };

    check("Xen 695.25 s vs KVM 936.19 s", sentences, G_N_ELEMENTS(sentences));
}

/* ---- rates: higher is better ---- */

static void test_rates(void)
{
    static const struct sentence sentences[] = {
        {"nginx handles 50 % more requests per second than Apache",
         "50 % of Apache; nginx higher"},
        {"nginx serves twice as many requests as Apache",
         "~ x2 nginx; nginx higher"},
        {"nginx serves twice the requests", "~ x2 nginx; nginx higher"},
        {"nginx has twice the throughput of Apache",
         "~ x2 nginx; nginx higher"},
        {"nginx doubled the throughput", "~ x2 nginx; nginx higher"},
        {"Apache serves one third fewer requests",
         "33.33 % of nginx; nginx higher"},
        {"Apache needs one third fewer requests",
         "33.33 % of nginx; nginx higher"},
        {"Apache achieves two thirds of the throughput of nginx",
         "~ x0.6667 Apache"},
        {"nginx is 50 % faster than Apache", "50 % of Apache; nginx ahead"},
        {"nginx is 1.5x faster", "x1.5 nginx; nginx ahead"},
        {"nginx delivers 1.5x the throughput", "x1.5 nginx; nginx higher"},
        {"Apache's throughput is 33 % lower", "33 % of nginx; nginx higher"},
        {"nginx increases throughput by 50 %", "50 % of Apache; nginx higher"},
        {"nginx increases throughput to 150 % of Apache's",
         "x1.50 nginx; nginx higher"},
        {"nginx improves performance by 50 %", "50 % of Apache; nginx ahead"},
        {"Apache performs 33 % worse than nginx", "33 % of nginx; nginx ahead"},
        {"Apache suffers a 33 % performance penalty",
         "33 % of nginx; nginx higher"},
        {"Apache is three times slower", "~ x3 nginx; nginx ahead"},
        {"Apache handles 3 times fewer requests", "~ x3 nginx; nginx higher"},
        {"nginx exceeds Apache by 50 %", "50 % of Apache; nginx higher"},
        {"nginx is superior", "nginx higher"},
        {"nginx shows superior performance", "nginx ahead"},
        {"Apache has 80 % of the throughput of nginx", "x0.80 Apache"},
        {"nginx takes the lead over Apache", "nginx ahead"},
        {"nginx gains 50 % over Apache", "50 % of Apache; nginx ahead"},
        {"Apache takes 50 % longer", "?"},
        {"Apache has 20 % higher latency", "?"},
        {"Apache has a higher latency", "nginx ahead"},
        {"nginx has a 20 % lower error rate", "?"},
        {"nginx more than doubles the throughput of Apache",
         ">= x2 nginx; nginx higher"},
        {"Apache reaches 66 % of the requests per second of nginx",
         "x0.66 Apache"},
        {"as expected, nginx is 50 % faster than Apache",
         "50 % of Apache; nginx ahead"},
        {"nginx is at most 5 % slower than Apache", "<= 5 % of Apache"},
        {"neither server is significantly faster", "none significant"},
        {"Apache's requests per second fall by 33 %",
         "33 % of nginx; nginx higher"},
        {"Apache drops 33 % of the requests", "?"},
        {"nginx was thought to be slower, but is 50 % faster", "?"},
        {"nginx has no advantage over Apache", "?"},
        {"nginx never outperforms Apache", "?"},
        {"nginx does not outperform Apache", "?"},
    };

    check("Apache 44 req/s vs nginx 66 req/s", sentences,
          G_N_ELEMENTS(sentences));
}

/* ---- alike ---- */

static void test_alike(void)
{
    static const struct sentence sentences[] = {
        {"quite similar", "similar"},
        {"A and B are on par", "similar"},
        {"A is on a par with B", "similar"},
        {"The difference is negligible", "similar"},
        {"negligible overhead", "similar"},
        {"hardly perceptible", "similar"},
        {"hardly any difference", "similar"},
        {"A performs as well as B", "similar"},
        {"A is as fast as B", "similar"},
        {"A matches B", "similar"},
        {"virtually the same", "similar"},
        {"within the margin of error", "similar"},
        {"statistically indistinguishable", "similar"},
        {"They are within 5 % of each other", "similar 5 %"},
        {"A and B differ by less than 3 %", "similar 3 %"},
        {"a difference of at most 3 %", "similar 3 %"},
        {"Similar (within 2 %)", "similar 2 %"},
        {"similar, with a difference of 2.4 %", "similar; 2.4 %"},
        {"no difference", "none"},
        {"There was no difference between A and B", "none"},
        {"A and B do not differ", "none"},
        {"A did not differ from B", "none"},
        {"no significant difference", "none significant"},
        {"There is no statistically significant difference",
         "none significant"},
        {"A is not significantly faster than B", "none significant"},
        {"A and B did not differ significantly", "none significant"},
        {"the difference is not significant (p = 0.4)", "none significant"},
        {"the difference is statistically insignificant", "none significant"},
        {"A is not similar to B", "differ"},
        {"A and B are not the same", "differ"},
        {"A does not perform the same as B", "differ"},
        {"A is at least as fast as B", "?"},
        {"A is not as fast as B", "B ahead"},
        {"A might be similar to B", "?"},
        {"A is similar to C", "?"},
        {"A is similar to B", "similar"},
        {"They are similar to each other", "similar"},
        {"similar, but B is faster", "?"},
        {"A is similar in most cases", "?"},
        {"A ran on the same hardware as B", "?"},
        {"not only similar", "?"},
    };

    check("A 123 s vs B 126 s", sentences, G_N_ELEMENTS(sentences));
}

/* ---- Portuguese ---- */

static void test_portuguese(void)
{
    static const struct sentence sentences[] = {
        {"diferença de 25,6 %", "25.6 %"},
        {"Houve uma diferença de 25,6% entre o Xen e o KVM", "25.6 %"},
        {"O Xen é 25,7 % mais rápido que o KVM", "25.7 %; Xen ahead"},
        {"O KVM foi 34,7% mais lento do que o Xen", "34.7 %; Xen ahead"},
        {"O KVM foi superado pelo Xen", "Xen ahead"},
        {"O Xen superou o KVM", "Xen ahead"},
        {"O Xen superou o KVM em 25,7 %", "25.7 %; Xen ahead"},
        {"O Xen teve desempenho superior ao do KVM", "Xen ahead"},
        {"O desempenho do Xen foi 25 % superior", "25 %; Xen ahead"},
        {"O KVM apresentou desempenho inferior", "Xen ahead"},
        {"O tempo do Xen é 25,7 % menor que o do KVM",
         "25.7 % of KVM; KVM higher"},
        {"O tempo do KVM foi 34,7 % superior ao do Xen",
         "34.7 % of Xen; KVM higher"},
        {"O KVM demorou mais", "KVM higher"},
        {"O KVM levou o dobro do tempo", "~ x2 KVM; KVM higher"},
        {"O KVM levou o dobro do tempo do Xen", "~ x2 KVM; KVM higher"},
        {"O Xen precisou de metade do tempo", "~ x0.5 Xen"},
        {"O Xen levou um terço do tempo do KVM", "~ x0.3333 Xen"},
        {"O Xen é duas vezes mais rápido", "~ x2 KVM; Xen ahead"},
        {"O Xen foi 1,35 vezes mais rápido que o KVM", "x1.35 KVM; Xen ahead"},
        {"O Xen reduziu o tempo em 25,7 %", "25.7 % of KVM; KVM higher"},
        {"O Xen reduziu o tempo pela metade", "50 % of KVM; KVM higher"},
        {"O Xen reduziu o tempo para 74 %", "x0.74 Xen"},
        {"Em relação ao KVM, o Xen é 25,7 % mais rápido", "25.7 %; Xen ahead"},
        {"O Xen tem uma vantagem de 25,7 % sobre o KVM", "25.7 %; Xen ahead"},
        {"O Xen obteve um ganho de 25 % no tempo de execução",
         "25 % of KVM; KVM higher"},
        {"O KVM tem uma sobrecarga de 12 %", "12 % of Xen; KVM higher"},
        {"O Xen é a melhor escolha", "Xen ahead"},
        {"O Xen é pelo menos 20 % mais rápido", ">= 20 %; Xen ahead"},
        {"O Xen é até 30 % mais rápido", "^ 30 %; Xen ahead"},
        {"O Xen é cerca de 25 % mais rápido", "~ 25 %; Xen ahead"},
        {"O Xen mostrou-se superior ao KVM", "Xen ahead"},
        {"O Xen foi 25 % superior ao KVM", "?"},
        {"a diferença não é perceptível", "similar"},
        {"bastante similares", "similar"},
        {"Os resultados são bastante semelhantes", "similar"},
        {"diferença pouco perceptível", "similar"},
        {"A diferença é desprezível", "similar"},
        {"O desempenho foi praticamente o mesmo", "similar"},
        {"Os tempos são equivalentes", "similar"},
        {"uma diferença inferior a 3 %", "similar 3 %"},
        {"não houve diferença", "none"},
        {"Não há diferença entre o Xen e o KVM", "none"},
        {"não houve diferença significativa", "none significant"},
        {"não existe diferença estatisticamente significativa",
         "none significant"},
        {"O Xen não é significativamente mais rápido", "none significant"},
        {"sem diferença significativa", "none significant"},
        {"diferença não significativa", "none significant"},
        {"Os tempos não são similares", "differ"},
        {"O Xen não é mais rápido que o KVM", "?"},
        {"O Xen não foi superado", "?"},
        {"O Xen seria mais rápido", "?"},
        {"O Xen pode ser mais rápido", "?"},
        {"O Xen é mais rápido que o VMware", "?"},
        {"O Xen foi mais rápido, mas usou mais memória", "?"},
        {"O Xen às vezes é mais rápido", "?"},
        {"O Xen foi mais rápido em alguns casos", "?"},
        {"O Xen usa 20 % menos memória", "?"},
        {"O KVM não é tão rápido quanto o Xen", "Xen ahead"},
        {"O KVM é tão rápido quanto o Xen", "similar"},
        {"Os 10.240 arquivos foram baixados", "?"},
    };

    check("Xen 695.25 s vs KVM 936.19 s", sentences, G_N_ELEMENTS(sentences));
}

/* ---- Spanish ---- */

static void test_spanish(void)
{
    static const struct sentence sentences[] = {
        {"una diferencia del 25,6 %", "25.6 %"},
        {"Hay una diferencia de un 25,6 % entre Xen y KVM", "25.6 %"},
        {"Xen es un 25,7 % más rápido que KVM", "25.7 %; Xen ahead"},
        {"KVM fue un 34,7 % más lento que Xen", "34.7 %; Xen ahead"},
        {"KVM fue superado por Xen", "Xen ahead"},
        {"Xen superó a KVM", "Xen ahead"},
        {"Xen supera a KVM en un 25 %", "25 %; Xen ahead"},
        {"El rendimiento de Xen es superior", "Xen ahead"},
        {"El tiempo de Xen es un 25,7 % menor que el de KVM",
         "25.7 % of KVM; KVM higher"},
        {"KVM tarda más que Xen", "KVM higher"},
        {"KVM tarda el doble que Xen", "~ x2 KVM; KVM higher"},
        {"KVM necesita el doble de tiempo", "~ x2 KVM; KVM higher"},
        {"Xen necesita la mitad del tiempo de KVM", "~ x0.5 Xen"},
        {"Xen es dos veces más rápido", "~ x2 KVM; Xen ahead"},
        {"Xen es 1,35 veces más rápido que KVM", "x1.35 KVM; Xen ahead"},
        {"Xen reduce el tiempo en un 25,7 % respecto a KVM",
         "25.7 % of KVM; KVM higher"},
        {"Xen redujo el tiempo a la mitad", "50 % of KVM; KVM higher"},
        {"Xen tiene una ventaja del 25 % sobre KVM", "25 %; Xen ahead"},
        {"KVM sufre una sobrecarga del 12 %", "12 % of Xen; KVM higher"},
        {"Xen es hasta un 30 % más rápido", "^ 30 %; Xen ahead"},
        {"Xen es al menos un 20 % más rápido", ">= 20 %; Xen ahead"},
        {"Xen es mejor que KVM", "Xen ahead"},
        {"bastante similares", "similar"},
        {"La diferencia es despreciable", "similar"},
        {"Xen es tan rápido como KVM", "similar"},
        {"Xen no es tan rápido como KVM", "KVM ahead"},
        {"no hubo diferencia", "none"},
        {"no hay diferencias significativas", "none significant"},
        {"sin diferencia significativa", "none significant"},
        {"Xen no es más rápido que KVM", "?"},
        {"Xen ya no es más lento", "?"},
        {"Xen podría ser más rápido", "?"},
        {"Xen es más rápido que VMware", "?"},
        {"Xen es más rápido, pero usa más memoria", "?"},
        {"Xen a veces es más rápido", "?"},
    };

    check("Xen 695.25 s vs KVM 936.19 s", sentences, G_N_ELEMENTS(sentences));
}

/* ---- names ---- */

/* A longer name is often cut to its first word, and sides without a name
 * leave open which is which. */
static void test_names(void)
{
    static const struct sentence cut[] = {
        {"Redis is twice as fast as Memcached", "~ x2 Memcached; Redis 7.0 "
                                                "ahead"},
        {"Redis 7.0 is faster", "Redis 7.0 ahead"},
    };
    static const struct sentence nameless[] = {
        {"Redis is 20 % faster than Memcached", "20 %"},
        {"20 % faster", "20 %"},
        {"twice as fast", "~ x2"},
        {"Redis is not faster", "?"},
    };

    check("Redis 7.0 10 ms vs Memcached 20 ms", cut, 1);
    check("Redis 7.0: 10 ms vs Memcached 1.6: 20 ms", cut + 1, 1);
    check("100 req/s vs 120 req/s", nameless, G_N_ELEMENTS(nameless));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/claim-sentences/times", test_times);
    g_test_add_func("/claim-sentences/rates", test_rates);
    g_test_add_func("/claim-sentences/alike", test_alike);
    g_test_add_func("/claim-sentences/portuguese", test_portuguese);
    g_test_add_func("/claim-sentences/spanish", test_spanish);
    g_test_add_func("/claim-sentences/names", test_names);
    return g_test_run();
}
