/* The music model's step, written out: what its ONNX graph computes, without a node's 2 µs for each of 150 nodes.

   Rows of any contexts go through the layers together, so each weight is read once for all of them. Weights and what
   meets them are 8-bit integers in blocks of 32 with a scale each, exactly as MatMulNBits has them at accuracy level 4;
   sums of integers are exact and every float is summed in one fixed order, so a row's result does not depend, in any bit,
   on the rows beside it.

   Keys lie in groups of 32 events, [E][32], so that 32 scores come out side by side; values lie event by event. Both are kept
   as floats of 16 bits: half as much to read, and what that rounds off is a sixteenth of what 8 bits do to the weights.

   GCC or Clang (vector extensions). No allocation, no globals, no threads. */

#include "vectors.h"
#include "matrices.h"
#include "choosing.h"

enum { AHEAD = 1024 };  /* halves between what is read and what is asked for: the next pages of the cache are not foreseen */

typedef struct {
    int32_t width, layers, heads, kv_heads, head_width, hidden, head_hidden, context;
    int32_t columns, noise, classes[4], table;  /* table: rows of `embed` */
    float epsilon;
    const float *embed;                     /* (rows, width) */
    const float *cos, *sin;                 /* (context, head_width / 2) */
    const float *norms;                     /* (2 layers + 1, width) */
    const uint8_t *const *matrices;         /* qkv, out, gate_up, down of each layer, read, three later heads; packed */
    const float *chosen[3];                 /* (classes[i], (3 - i) head_hidden) */
} Model;

typedef struct {
    half *cache;                            /* keys, then values, of each layer; see cache_halves */
    int32_t position;                       /* of this row in its context */
    int32_t wanted;                         /* heads and choice too */
    const int64_t *row;                     /* (columns) */
    const float *temperature, *top_p;       /* (4) */
    const float *bias;                      /* (sum of classes) */
    const float *noise;                     /* (4, noise) */
    const int64_t *forced;                  /* (4), negative: choose */
    int64_t *event;                         /* (4) */
    float *logits;                          /* (sum of classes) */
} Row;

int64_t scratch_bytes(void) { return sizeof(Scratch); }

int runs_here(void) {
#if X86
    unsigned a, b, c = 0, d;
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") && __get_cpuid(1, &a, &b, &c, &d) && c & bit_F16C;
#else
    return 1;
#endif
}

static void normalise(const float *x, const float *weight, int width, float epsilon, float *y) {
    f8 squares = all(0);
    for (int i = 0; i < width; i += 8) squares += load(x + i) * load(x + i);
    f8 by = all(1.0f / sqrtf(sum(squares) / width + epsilon));
    for (int i = 0; i < width; i += 8) store(y + i, load(x + i) * by * load(weight + i));
}

static void rotate(float *x, const float *cos, const float *sin, int half) {
    for (int i = 0; i < half; i += 8) {
        f8 a = load(x + i), b = load(x + half + i), c = load(cos + i), s = load(sin + i);
        store(x + i, a * c - b * s);
        store(x + half + i, b * c + a * s);
    }
}

/* Events are stored in whole groups. */
static int64_t stored(const Model *m) { return (m->context + GROUP - 1) / GROUP * GROUP; }

int64_t cache_halves(const Model *m) { return 2 * (int64_t)m->layers * m->kv_heads * m->head_width * stored(m); }

static half *keys_of(const Model *m, const Row *row, int layer, int head) {
    return row->cache + ((int64_t)layer * m->kv_heads + head) * m->head_width * stored(m);
}

static half *values_of(const Model *m, const Row *row, int layer, int head) {
    return keys_of(m, row, m->layers + layer, head);
}

static void remember(const Model *m, const Row *row, int layer, float *qkv) {
    int e = m->head_width, at = row->position;
    const float *cos = m->cos + (int64_t)at * (e / 2), *sin = m->sin + (int64_t)at * (e / 2);
    for (int h = 0; h < m->heads + m->kv_heads; h++) rotate(qkv + h * e, cos, sin, e / 2);
    for (int h = 0; h < m->kv_heads; h++) {
        const float *key = qkv + (m->heads + h) * e, *value = key + m->kv_heads * e;
        half *keys = keys_of(m, row, layer, h) + at / GROUP * GROUP * e + at % GROUP, halves[8];
        for (int i = 0; i < e; i += 8) {
            store_halves(halves, load(key + i));
            for (int j = 0; j < 8; j++) keys[(i + j) * GROUP] = halves[j];
            store_halves(values_of(m, row, layer, h) + (int64_t)at * e + i, load(value + i));
        }
    }
}

/* `n` queries (1 or 2) look at all events up to their own: softmax(q·k / √E) · v. n and E are known when this is compiled. */
static inline __attribute__((always_inline)) void look_back(
    const float *query, const half *keys, const half *values, int count, const int n, const int e,
    float (*scores)[MOST_CONTEXT + GROUP], float *out) {
    const f8 by = all(1.0f / sqrtf((float)e));
    int groups = (count + GROUP - 1) / GROUP;
    for (int g = 0; g < groups; g++) {
        const half *k = keys + (int64_t)g * GROUP * e;
        f8 s[8];
        for (int i = 0; i < 4 * n; i++) s[i] = all(0);
#pragma GCC unroll 2
        for (int i = 0; i < e; i++, k += GROUP) {
            __builtin_prefetch(k + AHEAD);
            for (int j = 0; j < 4; j++) {
                f8 key = load_halves(k + 8 * j);
                for (int h = 0; h < n; h++) s[4 * h + j] += all(query[h * e + i]) * key;
            }
        }
        for (int h = 0; h < n; h++)
            for (int j = 0; j < 4; j++) store(scores[h] + g * GROUP + 8 * j, s[4 * h + j] * by);
    }
    float share[2];
    for (int h = 0; h < n; h++) {
        for (int i = count; i < groups * GROUP; i++) scores[h][i] = -INFINITY;
        f8 most = all(-INFINITY), total = all(0);
        for (int i = 0; i < groups * GROUP; i += 8) most = larger(load(scores[h] + i), most);
        f8 highest = all(most_of(most));
        for (int i = 0; i < groups * GROUP; i += 8) {
            f8 p = exponential(load(scores[h] + i) - highest);
            total += p;
            store(scores[h] + i, p);
        }
        share[h] = 1.0f / sum(total);
    }
    for (int from = 0; from < e; from += 32) {
        const half *v = values + from;
        f8 s[8];
        for (int i = 0; i < 4 * n; i++) s[i] = all(0);
        for (int i = 0; i < count; i++, v += e) {
            __builtin_prefetch(v + AHEAD);
            for (int j = 0; j < 4; j++) {
                f8 value = load_halves(v + 8 * j);
                for (int h = 0; h < n; h++) s[4 * h + j] += all(scores[h][i]) * value;
            }
        }
        for (int h = 0; h < n; h++)
            for (int j = 0; j < 4; j++) store(out + h * e + from + 8 * j, s[4 * h + j] * all(share[h]));
    }
}

static void attend(const Model *m, const Row *row, int layer, const float *qkv, Scratch *s, float *out) {
    int e = m->head_width, each = m->heads / m->kv_heads, count = row->position + 1;
    for (int kv = 0; kv < m->kv_heads; kv++) {
        const half *keys = keys_of(m, row, layer, kv), *values = values_of(m, row, layer, kv);
        for (int h = kv * each; h < (kv + 1) * each;) {
            const float *query = qkv + h * e;
            float *to = out + h * e;
            int n = h + 1 < (kv + 1) * each ? 2 : 1;
            if (e == 64 && n == 2) look_back(query, keys, values, count, 2, 64, s->scores, to);
            else if (e == 64) look_back(query, keys, values, count, 1, 64, s->scores, to);
            else if (n == 2) look_back(query, keys, values, count, 2, 32, s->scores, to);
            else look_back(query, keys, values, count, 1, 32, s->scores, to);
            h += n;
        }
    }
}

static void decide(const Model *m, const Row *row, const float *read, Scratch *s) {
    int width = m->head_hidden, at = 0;
    const uint8_t *const *later = m->matrices + 4 * m->layers + 1;
    float *hidden = s->x[0], *active = s->x[1], *logits = row->logits;
    memcpy(logits, read, m->classes[0] * sizeof(float));
    memcpy(hidden, read + m->classes[0], 3 * width * sizeof(float));
    for (int i = 0; i < 4; i++) {
        int classes = m->classes[i];
        row->event[i] = row->forced[i] >= 0 ? row->forced[i]
                                            : choose(logits, classes, row->temperature[i], row->top_p[i], row->bias + at,
                                                     row->noise + i * m->noise, m->noise);
        at += classes, logits += classes;
        if (i == 3) break;
        const float *hint = m->chosen[i] + row->event[i] * (3 - i) * width;
        for (int j = 0; j < (3 - i) * width; j += 8) store(hidden + j, load(hidden + j) + load(hint + j));
        for (int j = 0; j < width; j += 8) store(active + j, silu(load(hidden + j)));
        multiply(later[i], m->classes[i + 1], width, 1, s->x + 1, s->y, s);
        memcpy(logits, s->y[0], m->classes[i + 1] * sizeof(float));
        hidden += width;
    }
}

/* Nothing that a row names lies outside its table. */
static int fits(const Model *m, const Row *row) {
    int inside = row->position >= 0 && row->position < m->context;
    for (int c = 0; c < m->columns; c++) inside &= row->row[c] >= 0 && row->row[c] < m->table;
    for (int i = 0; i < 4; i++) inside &= row->forced[i] < m->classes[i];
    return inside;
}

/* `count` rows (at most MOST_ROWS) of any contexts; rows of one context follow each other in order of position. Gives 0, or
   the number, from 1 on, of the first row that names what there is not: then nothing was done. */
int step(const Model *m, const Row *rows, int count, Scratch *s) {
    for (int r = 0; r < count; r++)
        if (!fits(m, rows + r)) return r + 1;
    int width = m->width, hidden = m->hidden, qkv = (m->heads + 2 * m->kv_heads) * m->head_width;
    for (int r = 0; r < count; r++)
        for (int i = 0; i < width; i += 8) {
            f8 x = all(0);
            for (int c = 0; c < m->columns; c++) x += load(m->embed + rows[r].row[c] * width + i);
            store(s->x[r] + i, x);
        }
    const float *norm = m->norms;
    for (int layer = 0; layer < m->layers; layer++) {
        const uint8_t *const *w = m->matrices + 4 * layer;
        for (int r = 0; r < count; r++) normalise(s->x[r], norm, width, m->epsilon, s->y[r]);
        multiply(w[0], qkv, width, count, s->y, s->z, s);
        for (int r = 0; r < count; r++) remember(m, rows + r, layer, s->z[r]);
        for (int r = 0; r < count; r++) attend(m, rows + r, layer, s->z[r], s, s->y[r]);
        multiply(w[1], width, width, count, s->y, s->z, s);
        for (int r = 0; r < count; r++) {
            for (int i = 0; i < width; i += 8) store(s->x[r] + i, load(s->x[r] + i) + load(s->z[r] + i));
            normalise(s->x[r], norm + width, width, m->epsilon, s->y[r]);
        }
        multiply(w[2], 2 * hidden, width, count, s->y, s->z, s);
        for (int r = 0; r < count; r++)
            for (int i = 0; i < hidden; i += 8) store(s->y[r] + i, silu(load(s->z[r] + i)) * load(s->z[r] + hidden + i));
        multiply(w[3], width, hidden, count, s->y, s->z, s);
        for (int r = 0; r < count; r++)
            for (int i = 0; i < width; i += 8) store(s->x[r] + i, load(s->x[r] + i) + load(s->z[r] + i));
        norm += 2 * width;
    }
    /* Those that are asked come to the front; the others are only heard. */
    int asked[MOST_ROWS], wanted = 0;
    for (int r = 0; r < count; r++)
        if (rows[r].wanted) {
            normalise(s->x[r], norm, width, m->epsilon, s->y[wanted]);
            asked[wanted++] = r;
        }
    multiply(m->matrices[4 * m->layers], m->classes[0] + 3 * m->head_hidden, width, wanted, s->y, s->z, s);
    for (int i = 0; i < wanted; i++) decide(m, rows + asked[i], s->z[i], s);
    return 0;
}

/* Reads `bytes` (in whole 256) once, as fast as one core can, and does nothing with them: the floor of any step. */
float read_through(const float *from, int64_t bytes) {
    f8 sums[8];
    for (int j = 0; j < 8; j++) sums[j] = all(0);
    for (const float *end = from + bytes / 256 * 64; from < end; from += 64)
        for (int j = 0; j < 8; j++) sums[j] += load(from + 8 * j);
    for (int j = 1; j < 8; j++) sums[0] += sums[j];
    return sum(sums[0]);
}

/* `count` multiply-adds of floats (in whole 96) that touch no memory: how fast one core can multiply at all. */
float multiply_in_place(float by, int64_t count) {
    f8 sums[12];
    for (int j = 0; j < 12; j++) sums[j] = all((float)j);
    for (int64_t i = 0; i < count / 96; i++)
#pragma GCC unroll 12
        for (int j = 0; j < 12; j++) sums[j] = sums[j] * all(by) + all(by);
    for (int j = 1; j < 12; j++) sums[0] += sums[j];
    return sum(sums[0]);
}
