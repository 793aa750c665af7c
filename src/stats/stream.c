/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Central moments of a stream: Welford's update is Pebay's merge with one
 * value, so that there is one set of formulas (Pebay, "Formulas for Robust,
 * One-Pass Parallel Computation of Covariances and Arbitrary-Order
 * Statistical Moments", SAND2008-6212, equations 2.1 and 3.1).
 */
#include "cotejo/moments.h"

#include <math.h>

void cotejo_stream_merge(struct cotejo_stream *into,
                         const struct cotejo_stream *from)
{
    if (from->n == 0)
        return;
    if (into->n == 0) {
        *into = *from;
        return;
    }
    struct cotejo_stream a = *into, b = *from;
    double na = (double)a.n, nb = (double)b.n, n = na + nb;
    double delta = (b.shift - a.shift) + (b.mean - a.mean);
    double step = delta / n;

    into->n = a.n + b.n;
    into->mean = a.mean + nb * step;
    into->m2 = a.m2 + b.m2 + na * nb * step * delta;
    into->m3 = a.m3 + b.m3 + na * nb * (na - nb) * step * step * delta +
               3.0 * step * (na * b.m2 - nb * a.m2);
    into->m4 =
        a.m4 + b.m4 +
        na * nb * (na * na - na * nb + nb * nb) * step * step * step * delta +
        6.0 * step * step * (na * na * b.m2 + nb * nb * a.m2) +
        4.0 * step * (na * b.m3 - nb * a.m3);
    into->min = fmin(a.min, b.min);
    into->max = fmax(a.max, b.max);
}

void cotejo_stream_add(struct cotejo_stream *stream, double x)
{
    struct cotejo_stream one = {.n = 1, .shift = x, .min = x, .max = x};
    cotejo_stream_merge(stream, &one);
}

void cotejo_stream_moments(const struct cotejo_stream *stream,
                           struct cotejo_moments *moments)
{
    if (stream->n == 0) {
        cotejo_moments_from_summary(0, NAN, NAN, moments);
        moments->shift = moments->offset = NAN;
        return;
    }
    double n = (double)stream->n;
    double sd = stream->n > 1 ? sqrt(stream->m2 / (n - 1.0)) : NAN;
    cotejo_moments_from_summary(stream->n, stream->shift + stream->mean, sd,
                                moments);
    moments->shift = stream->shift;
    moments->offset = stream->mean;
    moments->sum = n * stream->shift + n * stream->mean;
    moments->min = stream->min;
    moments->max = stream->max;
}

struct cotejo_shape cotejo_stream_shape(const struct cotejo_stream *stream)
{
    struct cotejo_shape shape = {NAN, NAN, NAN, NAN};
    double n = (double)stream->n;
    double m2 = stream->m2 / n;
    if (stream->n < 3 || !(m2 > 0.0))
        return shape;
    shape.g1 = stream->m3 / n / (m2 * sqrt(m2));
    shape.G1 = shape.g1 * sqrt(n * (n - 1.0)) / (n - 2.0);
    if (stream->n < 4)
        return shape;
    shape.g2 = stream->m4 / n / (m2 * m2) - 3.0;
    shape.G2 =
        (n - 1.0) / ((n - 2.0) * (n - 3.0)) * ((n + 1.0) * shape.g2 + 6.0);
    return shape;
}
