/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "compare/claim_phrases.h"

/* clang-format off */
const struct say_phrase say_phrases[] = {
    /* ---- comparatives ---- */
    {.is = SAY_COMPARED,
     .sense = SENSE_BETTER,
     .words = "faster|quicker|better|best|fastest|more efficient|"
              "more efficiently|most efficient|more quickly|more powerful|"
              "more performant|less slow|less time consuming|better off|"
              "mais rapid*|mas rapid*|mais veloz*|mais eficiente*|mais agil|"
              "mais performatic*|melhor*|mejor*|menos lent*|menos demorad*|"
              "winner|vencedor*|ganador*"},
    {.is = SAY_COMPARED,
     .sense = SENSE_WORSE,
     .words = "slower|worse|worst|slowest|less efficient|less efficiently|"
              "less quickly|less powerful|less performant|more slowly|"
              "more time consuming|slower off|mais lent*|mas lent*|"
              "menos rapid*|menos eficiente*|menos veloz*|pior*|peor*|"
              "mais demorad*|perdedor"},
    {.is = SAY_COMPARED,
     .sense = SENSE_MORE,
     .noun = NOUN_TIME,
     .words = "longer|longest|mais long*"},
    {.is = SAY_COMPARED,
     .sense = SENSE_LESS,
     .noun = NOUN_TIME,
     .words = "shorter|shortest|mais curt*|mais cort*"},
    {.is = SAY_COMPARED,
     .sense = SENSE_MORE,
     .words = "higher|larger|greater|bigger|more|mais|maior*|mayor*|highest|"
              "largest|mais alt*|mais elevad*|mais grande*"},
    {.is = SAY_COMPARED,
     .sense = SENSE_LESS,
     .words = "lower|fewer|smaller|less|menos|menor*|lowest|smallest|fewest|"
              "mais baix*|mais baj*|mais pequen*"},
    {.is = SAY_COMPARED,
     .sense = SENSE_SUPERIOR,
     .words = "superior|superiores"},
    {.is = SAY_COMPARED,
     .sense = SENSE_INFERIOR,
     .words = "inferior|inferiores"},

    /* ---- took longer, tardou menos ---- */
    {.is = SAY_COMPARED,
     .sense = SENSE_MORE,
     .noun = NOUN_TIME,
     .words = "took longer|takes longer|taking longer|demorou mais|demora mais|"
              "levou mais tempo|leva mais tempo|tardo mais|tarda mais|"
              "gastou mais tempo|demoro mais"},
    {.is = SAY_COMPARED,
     .sense = SENSE_LESS,
     .noun = NOUN_TIME,
     .words = "demorou menos|demora menos|levou menos tempo|leva menos tempo|"
              "tardo menos|tarda menos|gastou menos tempo|demoro menos"},

    /* ---- as fast as ---- */
    {.is = SAY_AS,
     .sense = SENSE_BETTER,
     .words = "as fast|as quick|as quickly|as good|as efficient|as performant|"
              "as powerful|tao rapid*|tan rapid*|tao eficiente|tan eficiente|"
              "tao bo*|tan buen*"},
    {.is = SAY_AS,
     .sense = SENSE_WORSE,
     .words = "as slow|as bad|as slowly|tao lent*|tan lent*"},
    {.is = SAY_AS,
     .sense = SENSE_MORE,
     .words = "as many|as much|as high|as large|as long|as big"},

    /* ---- who beats whom ---- */
    {.is = SAY_BEATS,
     .sense = SENSE_BETTER,
     .words = "outperform|outperforms|outperforming|beats|beat|surpass|"
              "surpasses|outpaces|outpace|outruns|outclasses|leads|wins|win|"
              "won|takes the lead|comes out ahead|came out ahead|is ahead of|"
              "was ahead of|was ahead|is ahead|ahead of|edges out|edged out|"
              "supera|superam|superou|superaram|superan|supero|superaron|vence|"
              "venceu|ganha|ganhou|gana|gano|bate|bateu|leva vantagem|"
              "levou vantagem|saiu na frente|saiu melhor|se sai melhor|"
              "se saiu melhor|ultrapassa|ultrapassou|sobrepasa|aventaja|"
              "aventajo|saca ventaja"},
    {.is = SAY_BEATEN,
     .sense = SENSE_BETTER,
     .words = "outperformed|surpassed|outpaced|beaten|superad*|vencid*|batid*|"
              "derrotad*|ultrapassad*"},
    {.is = SAY_BEATS,
     .sense = SENSE_WORSE,
     .words = "lags|lag|lagged|lags behind|lagged behind|trails|trailed|"
              "falls behind|fell behind|falls short of|loses|lost|lose|"
              "loses to|lost to|underperforms|underperform|underperformed|"
              "perde|perdeu|perdio|pierde|fica atras|ficou atras|"
              "ficou para tras|quedo atras|is behind|was behind"},
    {.is = SAY_BEATS,
     .sense = SENSE_MORE,
     .words = "exceeds|exceed|exceeded|tops|topped|excede|excedeu|excedio"},

    /* ---- what is done to a quantity ---- */
    {.is = SAY_CHANGES,
     .sense = SENSE_BETTER,
     .words = "improve|improves|improved|improving|speeds up|sped up|speed up|"
              "accelerates|accelerated|melhora|melhorou|melhoram|mejora|mejoro|"
              "mejoran|acelera|acelerou|acelero"},
    {.is = SAY_CHANGES,
     .sense = SENSE_WORSE,
     .words = "degrades|degraded|degrade|worsens|worsened|slows down|"
              "slowed down|slows|slowed|piora|piorou|empeora|empeoro|degrada|"
              "degradou|degrado|degradad*"},
    {.is = SAY_CHANGES,
     .sense = SENSE_MORE,
     .words = "increase|increases|increased|increasing|raise|raises|raised|"
              "boost|boosts|boosted|grows|grew|rises|rose|aumenta|aumentou|"
              "aumentam|aumento|aumentos|aumentaram|cresce|cresceu|crecio|"
              "eleva|elevou|elevo|incrementa|incremento|incrementou|sube|subiu|"
              "subio|acrescimo|acrescenta"},
    {.is = SAY_CHANGES,
     .sense = SENSE_LESS,
     .words = "falls|fall|fell|reduce|reduces|reduced|reducing|reduction|reductions|decrease|"
              "decreases|decreased|decreasing|cut|cuts|cutting|lowers|lowered|"
              "shrinks|shrank|drops|dropped|drop|saves|saved|saving|savings|"
              "shortens|shortened|reduz|reduziu|reduziram|reducao|redujo|"
              "reduccion|diminui|diminuiu|diminuicao|disminuye|disminuyo|"
              "disminucion|cai|caiu|queda|baixou|cortou|economiza|economizou|"
              "ahorra|ahorro|economia de"},
    {.is = SAY_CHANGES,
     .sense = SENSE_MORE,
     .value = {2, 0},
     .half = 0.1,
     .words = "doubles|doubled|doubling|duplica|duplicou|duplico|dobra|dobrou"},
    {.is = SAY_CHANGES,
     .sense = SENSE_MORE,
     .value = {3, 0},
     .half = 0.15,
     .words = "triples|tripled|triplica|triplicou|triplico"},
    {.is = SAY_CHANGES,
     .sense = SENSE_MORE,
     .value = {4, 0},
     .half = 0.2,
     .words = "quadruples|quadrupled|quadruplicou|quadruplico"},
    {.is = SAY_CHANGES,
     .sense = SENSE_LESS,
     .value = {5, -1},
     .half = 0.025,
     .words = "halves|halved|halving|cuts in half|cut in half|cutting in half|"
              "reduz pela metade|reduziu pela metade|reduziu a metade|"
              "redujo a la mitad|reduce a la mitad|caiu pela metade|"
              "cai pela metade|bajo a la mitad"},

    /* ---- what one has over the other ---- */
    {.is = SAY_GAIN,
     .sense = SENSE_BETTER,
     .words = "speedup|speedups|speed up of|acceleration|improvement|"
              "improvements|gain|gains|advantage|lead|edge|win of|ganho|ganhos|"
              "ganancia|aceleracao|aceleracion|melhoria|melhora de|mejora de|"
              "mejoria|vantagem|ventaja|performance gain|"
              "performance improvement|performance advantage|"
              "ganho de desempenho|ganancia de rendimiento|"
              "mejora de rendimiento|mejora del rendimiento"},
    {.is = SAY_GAIN,
     .sense = SENSE_WORSE,
     .words = "overhead|performance cost|slowdown|slow down of|penalty|performance penalty|"
              "degradation|regression|loss|performance loss|performance hit|"
              "performance overhead|performance degradation|disadvantage|"
              "sobrecarga|penalidade|penalizacion|degradacao|degradacion|perda|"
              "perda de desempenho|perdida|perdida de rendimiento|desvantagem|"
              "desventaja|lentidao|sobrecusto|sobrecoste|custo adicional"},

    /* ---- differences ---- */
    {.is = SAY_DIFFERENCE,
     .words = "difference|differences|differ|differs|differed|different|gap|"
              "apart|diferenca|diferencas|diferencia|diferencias|difere|"
              "diferem|diferiu|diferiram|difieren|difiere|diferente|diferentes|"
              "discrepancia|distintos|distintas|disparity"},

    /* ---- alike ---- */
    {.is = SAY_SIMILAR,
     .words = "similar|similarly|comparable|comparably|equivalent|equivalently|"
              "equal|equally|equals|identical|identically|indistinguishable|"
              "statistically indistinguishable|on par|on a par|at par|"
              "on equal footing|neck and neck|neck to neck|match|matches|"
              "matched|the same|same|no different|nearly identical|tie|tied|"
              "draw|alike|virtually the same|much the same|semelhante*|"
              "similares|equivalen|equivalente*|igual|iguais|iguales|identic*|"
              "compara*|parecid*|proxim* entre si|equiparavel|equiparaveis|"
              "equipara*|empat*|indistingu*|o mesmo|a mesma|os mesmos|"
              "as mesmas|el mismo|la misma|los mismos|mesmo desempenho|"
              "mismo rendimiento|par a par|a la par|a par de|"
              "em pe de igualdade|na mesma faixa|as well as|tao bem quanto|"
              "tan bien como|perform alike|in the same ballpark|"
              "in the same range|sem grandes diferencas|little difference|"
              "small difference|minor difference|marginal difference|"
              "pequena diferenca|pouca diferenca|poca diferencia|"
              "pequena diferencia"},
    {.is = SAY_SIMILAR,
     .words = "not noticeable|not perceptible|nao is perceptive*|"
              "no es perceptible*|nao foi perceptive*|negligible|negligibly|imperceptible|hardly perceptible|"
              "barely perceptible|hardly noticeable|barely noticeable|"
              "hardly any difference|hardly any|within noise|within the noise|"
              "within measurement error|within the margin of error|"
              "within error|in the noise|desprezivel|despreziveis|"
              "insignificante*|irrelevante|irrelevantes|imperceptivel|"
              "imperceptiveis|pouco perceptive*|pouco perceptivel|"
              "poco perceptible*|apenas perceptible*|despreciable*|"
              "inapreciable*|quase imperceptivel|diferenca minima|"
              "diferencas minimas|diferencia minima|diferencias minimas|"
              "minimal difference|minimal differences|diferenca nula|"
              "diferencia nula|dentro da margem de erro|dentro do erro|"
              "dentro del margen de error|practically nil|almost nothing|"
              "praticamente nula|practicamente nula|trivial|tiny|minuscul*"},
    {.is = SAY_INSIGNIFICANT,
     .words = "insignificant|statistically insignificant|non significant|"
              "nonsignificant|nao significativ*|no significativ*|"
              "estatisticamente insignificante*|"
              "estadisticamente insignificante*|n.s."},
    {.is = SAY_SIGNIFICANT,
     .words = "significant|significantly|statistically|"
              "statistically significant|statistically significantly|"
              "measurable|measurably|significativ*|estatisticamente|"
              "estadisticamente|estatisticamente significativ*|"
              "estadisticamente significativ*|mensuravel|medible"},

    /* ---- denials, doubts, parts ---- */
    {.is = SAY_NOT,
     .words = "not|never|no|neither|nor|none|without|cannot|fails to|failed to|"
              "nao|nem|nenhum|nenhuma|sem|nunca|jamais|sin|ni|ningun|ninguna|"
              "ningun*|tampoco|no longer|nothing|nobody|deixou de|deixa de|"
              "nada|isn|far from|longe de|lejos de"},
    {.is = SAY_HARDLY,
     .words = "hardly|barely|scarcely|dificilmente|quase nao|apenas si|"
              "mal chega"},
    {.is = SAY_DOUBT,
     .words = "?|at least as|half again|half as much again|"
              "could|would|should|may|might|can be|expect*|suppos*|predict*|if|"
              "whether|doubt*|wrong|false|untrue|unlikely|contrary|unless|"
              "perhaps|maybe|seem*|appears to|claim*|assum*|hypothes*|theor*|"
              "allegedly|reportedly|believe*|poderia*|poder*|podria*|puede*|"
              "pode|podem|deveria*|deberia*|talvez|quizas|se fosse|espera*|"
              "supo*|acredit*|parece|parecem|parecen|falso|falsa|errado|duvid*|"
              "dud*|seria|seriam|serian|sera|will|hope*|aim*|goal|target|"
              "objetivo|meta"},
    {.is = SAY_PART,
     .words = "in some|in most|in many|in a few|sometimes|often|usually|"
              "occasionally|in certain|for some|for most|most of the time|"
              "half of the time|half of the cases|em alguns|em algumas|"
              "em muitos|em certos|em certas|as vezes|na maioria|geralmente|"
              "en algunos|en algunas|a veces|en ciertos|en la mayoria|"
              "frequentemente|a menudo|nearly always|almost always|"
              "quase sempre|casi siempre|at times|por vezes|respectively|"
              "respectivamente|depending|depende*"},
    {.is = SAY_BREAK,
     .words = "but|while|whereas|although|though|however|yet|nevertheless|"
              "despite|except|mas|porem|enquanto|embora|contudo|entretanto|"
              "todavia|apesar|pero|mientras|aunque|sin embargo|salvo|exceto|"
              "excepto|not only|;"},

    /* ---- little words that say who stands where ---- */
    {.is = SAY_THAN,
     .words = "than|do que|over|compared to|compared with|comparing to|"
              "in comparison to|in comparison with|by comparison with|"
              "relative to|with respect to|unlike|versus the|em relacao a*|"
              "com relacao a*|en relacion a*|en relacion con|com respeito a*|"
              "respecto a*|respecto de*|frente a*|comparado*|comparada*|"
              "em comparacao a*|em comparacao com|en comparacion con|"
              "en comparacion a*|ao contrario d*|a diferencia d*|"
              "quando comparad*|cuando se compara con|as opposed to|instead of|"
              "em vez d*|en vez d*|to that of"},
    {.is = SAY_THAN_WEAK,
     .words = "que|as|como|quanto|sobre|against|contra|that of|cuanto"},
    {.is = SAY_OF,
     .words = "of|de|do|da|dos|das|del|d"},
    {.is = SAY_WITH,
     .words = "with|using|by means of|under|com|usando|con|utilizando|sob|"
              "bajo el|in|on|no uso d*|running"},
    {.is = SAY_BY,
     .words = "by|em|en|por|um|uma|un|una|pelo|pela"},
    {.is = SAY_TO,
     .words = "to|para|ao|al|ate a"},
    {.is = SAY_FROM,
     .words = "from|moving from|switching from|migrating from"},
    {.is = SAY_AND,
     .words = "and|e|y|&|or|ou|both|ambos|ambas"},
    {.is = SAY_BETWEEN,
     .words = "between|entre"},
    {.is = SAY_AGAINST,
     .words = "vs|vs.|versus"},
    {.is = SAY_IS,
     .words = "is|was|are|were|be|been|being|gets|got|foi|fue|foram|fueron|ser|"
              "sido|sendo|is being|era|eram|es|sao|son|esta|estao|estan|"
              "has been|had been|have been"},

    /* ---- bounds ---- */
    {.is = SAY_BOUND,
     .bound = BOUND_LEAST,
     .words = "larger than|higher than|greater than|bigger than|"
              "at least|no less than|not less than|more than|over|above|"
              "upwards of|>|>=|≥|pelo menos|ao menos|no minimo|mais de|"
              "acima de|superior a|superiores a|al menos|por lo menos|mais del|"
              "cuando menos|no menos de|mais que|maior que|maior do que|"
              "mayor que|mayor a"},
    {.is = SAY_BOUND,
     .bound = BOUND_MOST,
     .words = "lower than|smaller than|"
              "at most|no more than|not more than|less than|below|under|"
              "fewer than|<|<=|≤|no maximo|menos de|menos que|abaixo de|"
              "nao mais de|nao mais que|nao mais do que|inferior a|"
              "inferiores a|menor que|menor do que|a lo sumo|como mucho|"
              "no mais de|menos del|por debajo de|menor a|debajo de"},
    {.is = SAY_BOUND,
     .bound = BOUND_ABOUT,
     .words = "about|around|roughly|approximately|approx|approx.|some|circa|ca|"
              "ca.|~|≈|nearly|almost|close to|cerca de|aproximadamente|quase|"
              "perto de|por volta de|em torno de|uns|umas|casi|alrededor de|"
              "unos|unas|practically|practicamente|praticamente|proximo de|"
              "proxima a*|proximo a*|c."},
    {.is = SAY_BOUND,
     .bound = BOUND_UP_TO,
     .words = "up to|as much as|as many as|ate|hasta|chegando a|llegando a|"
              "a maximum of|maximum of|at best"},
    {.is = SAY_WITHIN,
     .words = "within|to within|dentro de|dentro dos|a menos de|in a range of|"
              "em ate"},

    /* ---- round words ---- */
    {.is = SAY_TIMES,
     .value = {2, 0},
     .half = 0.1,
     .words = "twice|two times|double|twofold|two-fold|2-fold|o dobro|dobro|"
              "duas vezes|el doble|doble|dos veces"},
    {.is = SAY_TIMES,
     .value = {3, 0},
     .half = 0.15,
     .words = "thrice|three times|triple|threefold|three-fold|o triplo|triplo|"
              "tres vezes|el triple|tres veces"},
    {.is = SAY_TIMES,
     .value = {4, 0},
     .half = 0.2,
     .words = "four times|fourfold|four-fold|quatro vezes|cuatro veces|"
              "quadruple|o quadruplo|el cuadruple"},
    {.is = SAY_TIMES,
     .value = {5, 0},
     .half = 0.25,
     .words = "five times|fivefold|five-fold|cinco vezes|cinco veces"},
    {.is = SAY_TIMES,
     .value = {6, 0},
     .half = 0.3,
     .words = "six times|sixfold|seis vezes|seis veces"},
    {.is = SAY_TIMES,
     .value = {7, 0},
     .half = 0.35,
     .words = "seven times|sevenfold|sete vezes|siete veces"},
    {.is = SAY_TIMES,
     .value = {8, 0},
     .half = 0.4,
     .words = "eight times|eightfold|oito vezes|ocho veces"},
    {.is = SAY_TIMES,
     .value = {9, 0},
     .half = 0.45,
     .words = "nine times|nove vezes|nueve veces"},
    {.is = SAY_TIMES,
     .value = {10, 0},
     .half = 0.5,
     .words = "ten times|tenfold|ten-fold|dez vezes|diez veces"},
    {.is = SAY_TIMES,
     .value = {10, 0},
     .half = 3.0,
     .words = "an order of magnitude|one order of magnitude|order of magnitude|"
              "uma ordem de grandeza|ordem de grandeza|uma ordem de magnitude|"
              "un orden de magnitud|orden de magnitud"},
    {.is = SAY_TIMES,
     .value = {100, 0},
     .half = 50.0,
     .words = "two orders of magnitude|duas ordens de grandeza|"
              "duas ordens de magnitude|dos ordenes de magnitud"},
    {.is = SAY_TIMES,
     .value = {15, -1},
     .half = 0.075,
     .words = "one and a half times|uma vez e meia|vez y media"},
    {.is = SAY_FRACTION,
     .value = {5, -1},
     .half = 0.025,
     .words = "half|a half|one half|a metade|metade|pela metade|la mitad|mitad"},
    {.is = SAY_FRACTION,
     .value = {3333, -4},
     .half = 0.0167,
     .words = "a third|one third|one-third|um terco|terca parte|un tercio|"
              "tercera parte|tercio"},
    {.is = SAY_FRACTION,
     .value = {6667, -4},
     .half = 0.0333,
     .words = "two thirds|two-thirds|dois tercos|dos tercios"},
    {.is = SAY_FRACTION,
     .value = {25, -2},
     .half = 0.0125,
     .words = "a quarter|one quarter|one-quarter|a fourth|um quarto|un cuarto|"
              "cuarta parte|quarta parte"},
    {.is = SAY_FRACTION,
     .value = {75, -2},
     .half = 0.0375,
     .words = "three quarters|three-quarters|tres quartos|tres cuartos"},
    {.is = SAY_FRACTION,
     .value = {2, -1},
     .half = 0.01,
     .words = "a fifth|one fifth|um quinto|un quinto|quinta parte"},
    {.is = SAY_FRACTION,
     .value = {1, -1},
     .half = 0.005,
     .words = "a tenth|one tenth|one-tenth|um decimo|un decimo|decima parte"},

    /* ---- factors ---- */
    {.is = SAY_FACTOR,
     .words = "factor of|a factor of|factor|fator de|um fator de|un factor de|"
              "factor de|por um fator de|fator"},
    {.is = SAY_POINTS,
     .words = "percentage points|percentage point|percent points|pp|p.p.|"
              "pontos percentuais|puntos porcentuales|pontos|puntos|points"},

    /* ---- what is counted ---- */
    {.is = SAY_NOUN,
     .noun = NOUN_TIME,
     .words = "time|times|latency|latencies|delay|delays|duration|durations|"
              "runtime|run time|running time|execution time|elapsed time|"
              "response time|response times|wall time|wall clock time|cpu time|"
              "time per request|time per operation|round trip time|seconds|"
              "compile time|build time|boot time|startup time|tempo|tempos|"
              "tempo de resposta|tempo de execucao|tempo total|"
              "tempo por requisicao|tiempo|tiempos|tiempo de respuesta|"
              "tiempo de ejecucion|tiempo total|latencia|latencias|duracao|"
              "duracion|demora|atraso|segundos|overall time|total time"},
    {.is = SAY_NOUN,
     .noun = NOUN_RATE,
     .words = "throughput|bandwidth|speed|rate|rates|request rate|"
              "transfer rate|requests|requests per second|req/s|requests/s|"
              "transactions|transactions per second|queries|queries per second|"
              "operations|operations per second|iops|qps|tps|rps|"
              "pages per second|vazao|taxa|taxa de transferencia|"
              "taxa de requisicoes|largura de banda|velocidade|requisicoes|"
              "requisicoes por segundo|transacoes|transacoes por segundo|"
              "consultas|consultas por segundo|operacoes|operacoes por segundo|"
              "rendimiento por segundo|tasa|tasa de transferencia|"
              "ancho de banda|velocidad|peticiones|peticiones por segundo|"
              "solicitudes por segundo|transacciones|transacciones por segundo|"
              "operaciones|operaciones por segundo|frames per second|fps"},
    {.is = SAY_NOUN,
     .noun = NOUN_PERFORMANCE,
     .words = "performance|efficiency|desempenho|eficiencia|rendimento|"
              "rendimiento|score|performances|prestaciones"},
    {.is = SAY_NOUN,
     .noun = NOUN_RESOURCE,
     .words = "error rate|hit rate|miss rate|failure rate|packet loss|"
              "taxa de erro*|tasa de error*|cache misses|memory|ram|cpu|"
              "cpu usage|cpu use|cpu utilization|power|energy|disk|disk space|"
              "space|memory usage|memory footprint|cost|price|memoria|energia|"
              "consumo|potencia|disco|espaco|custo|uso de cpu|"
              "consumo de memoria|consumo de energia|watts|errors|erros|"
              "errores|failures|falhas|code|lines"},

    /* ---- words that change nothing ---- */
    {.is = SAY_OTHER_SIDE,
     .words = "the other|the other one|the others|each other|one another|"
              "the latter|the former|its competitor|the competition|"
              "o outro|os outros|a outra|ao outro|do outro|entre si|"
              "um do outro|el otro|los otros|la otra|del otro|uno del otro"},
    {.is = SAY_FILLER,
     .words = "as expected|como esperado|conforme esperado|"
              "como era de esperar|como se esperaba|those|s|o|leads to|led to|leads us|at the same time|ao mesmo tempo|"
              "al mismo tiempo|the same test|the same tests|the same machine|"
              "the same hardware|same machine|same hardware|same conditions|"
              "the same conditions|same load|the same load|o mesmo hardware|"
              "mesmo hardware|a mesma maquina|mesma maquina|a mesma carga|"
              "mesma carga|la misma maquina|el mismo hardware|misma carga|"
              "mismas condiciones|mesmas condicoes|the|a|an|that|this|these|it|"
              "its|their|both of|only|just|merely|even|still|also|clearly|"
              "slightly|marginally|somewhat|much|far|considerably|"
              "substantially|notably|noticeably|consistently|always|well|very|"
              "quite|rather|really|overall|on average|in average|average|mean|"
              "median|total|all|has|have|had|having|does|do|did|achieve*|"
              "reach*|deliver*|provid*|offer*|show*|exhibit*|yield*|get|need*|"
              "requir*|tak*|took|us*|run*|ran|perform*|handle*|serve*|serving|"
              "process*|complet*|finish*|sustain*|attain*|obtain*|gives|gave|"
              "giving|incur*|add*|introduc*|impos*|suffer*|caus*|result*|we|"
              "our|find|found|observe*|measur*|see|saw|can see|was found|at|"
              "for|per|there|when|which|o que|os|as|la|el|los|las|lo|se|su|sus|"
              "seu|sua|seus|suas|ao todo|muito|muy|bem|bien|bastante|pouco|"
              "poco|um pouco|un poco|ligeiramente|levemente|ligeramente|apenas|"
              "somente|so|solo|solamente|tambem|tambien|sempre|siempre|"
              "claramente|ja|ya|em media|na media|en promedio|medio|media|"
              "medios|medias|ha|houve|hay|hubo|existe|existem|tem|teve|tinha|"
              "tiene|tuvo|tienen|apresent*|presenta*|mostr*|obteve|obtuvo|"
              "obtem|conseguiu|consigue|alcanc*|alcanz*|atingiu|necessit*|"
              "necesit*|precis*|gast*|levou|leva|llevo|demorou|demoro|tardo|"
              "execut*|ejecut*|atend*|usa|usou|uso|utiliza|utilizou|ofrec*|"
              "oferec*|proporcion*|entreg*|entrega|isto|isso|este|esta|ese|"
              "esse|nos|nosso|com isso|observa*|verific*|choice|option|"
              "solution|sistema|system|systems|sistemas|one|faz|fez|hace|hizo|"
              "the most|ones|resultado*|result|cada|each|every|here|in fact|"
              "indeed|of course|de fato|de hecho|portanto|assim|thus|therefore|"
              "hence|so that|exactly|precisely|precisamente|visibly|visivel|"
              "mere|whole|full|entire|more or less|mais ou menos|mais o menos|"
              "na pratica|in practice|en la practica|in total|no total|"
              "en total|comes|came|at all|clear|small|large|big|great|grande|"
              "dramatic*|drastic*|huge|enormous|remarkable|impressive|"
              "astounding|modest|slight|additional|adicional|additionally|"
              "relative|relativ*|further|roundly"},
};
/* clang-format on */
const size_t n_say_phrases = sizeof say_phrases / sizeof *say_phrases;
