/* The music model's step, written out: what its ONNX graph computes, without a node's 2 µs for each of 150 nodes.

   Rows of any contexts go through the layers together, so each weight is read once for all of them. Weights and what
   meets them are 8-bit integers in blocks of 32 with a scale each, exactly as MatMulNBits has them at accuracy level 4;
   sums of integers are exact and every float is summed in one fixed order, so a row's result does not depend, in any bit,
   on the rows beside it.

   A matrix (N, K) lies in panels of 32 outputs: for each block of 32 inputs 32 scales, then for every 4 inputs 4 times
   32 bytes that hold them for 8 outputs. It is read once, straight through. Seen as numbers of 16 bits the bytes are
   v = 256 h + l, l = weight + 128 of inputs 0 and 1, h = weight of inputs 2 and 3. What meets them is prepared, so that only
   h has to be taken out: l·x01 + h·x23 = v·x01 + h·(x23 - 256 x01), and 128 of x01 is taken off before. All of it is exact.

   Keys lie in groups of 32 events, [E][32], so that 32 scores come out side by side; values lie event by event.

   GCC or Clang (vector extensions). No allocation, no globals, no threads. */

#include <math.h>
#include <stdint.h>
#include <string.h>

#if defined(__AVX2__) && defined(__FMA__)
#include <immintrin.h>
#endif

typedef float f8 __attribute__((vector_size(32)));
typedef int32_t i8x4 __attribute__((vector_size(32)));  /* 8 numbers of 32 bits */
typedef int16_t s8 __attribute__((vector_size(16)));

enum { BLOCK = 32, PANEL = 32, PANEL_BLOCK = PANEL * 4 + PANEL * BLOCK, GROUP = 32, AHEAD = 512 };
enum { MOST_ROWS = 64, MOST_WIDE = 4160, MOST_CLASSES = 128, MOST_NOISE = 128, MOST_CONTEXT = 4096 };

typedef struct {
    int32_t width, layers, heads, kv_heads, head_width, hidden, head_hidden, context;
    int32_t columns, noise, classes[4];
    float epsilon;
    const float *embed;                     /* (rows, width) */
    const float *cos, *sin;                 /* (context, head_width / 2) */
    const float *norms;                     /* (2 layers + 1, width) */
    const uint8_t *const *matrices;         /* qkv, out, gate_up, down of each layer, read, three later heads; packed */
    const float *chosen[3];                 /* (classes[i], (3 - i) head_hidden) */
} Model;

typedef struct {
    float *cache;                           /* keys, then values, of each layer; see cache_floats */
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

typedef struct {                            /* scratch of one call, aligned to 32 */
    float x[MOST_ROWS][MOST_WIDE], y[MOST_ROWS][MOST_WIDE], z[MOST_ROWS][MOST_WIDE];
    int16_t q[MOST_ROWS][MOST_WIDE];
    float scale[MOST_ROWS][MOST_WIDE / BLOCK];
    int32_t begin[MOST_ROWS][MOST_WIDE / BLOCK];
    float scores[2][MOST_CONTEXT + GROUP];
} Scratch;

int64_t scratch_bytes(void) { return sizeof(Scratch); }

int runs_here(void) {
#if defined(__AVX2__) && defined(__FMA__)
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
#else
    return 1;
#endif
}

static inline f8 load(const float *p) { f8 v; memcpy(&v, p, sizeof v); return v; }
static inline void store(float *p, f8 v) { memcpy(p, &v, sizeof v); }
static inline f8 where(i8x4 mask, f8 a, f8 b) { return (f8)((mask & (i8x4)a) | (~mask & (i8x4)b)); }
#if defined(__AVX2__) && defined(__FMA__)
static inline f8 larger(f8 a, f8 b) { return (f8)_mm256_max_ps((__m256)a, (__m256)b); }
#else
static inline f8 larger(f8 a, f8 b) { return where(a > b, a, b); }
#endif
static inline f8 all(float x) { return (f8){x, x, x, x, x, x, x, x}; }
static inline i8x4 whole(int32_t x) { return (i8x4){x, x, x, x, x, x, x, x}; }
static inline float most_of(f8 v) {
    v = larger(v, __builtin_shuffle(v, (i8x4){4, 5, 6, 7, 0, 1, 2, 3}));
    v = larger(v, __builtin_shuffle(v, (i8x4){2, 3, 0, 1, 6, 7, 4, 5}));
    v = larger(v, __builtin_shuffle(v, (i8x4){1, 0, 3, 2, 5, 4, 7, 6}));
    return v[0];
}
static inline float sum(f8 v) {
    v += __builtin_shuffle(v, (i8x4){4, 5, 6, 7, 0, 1, 2, 3});
    v += __builtin_shuffle(v, (i8x4){2, 3, 0, 1, 6, 7, 4, 5});
    return v[0] + v[1];
}

/* e^x to about 2 ulp for x in (-87, 88), 0 below (Cephes' polynomial after reduction by ln 2). */
static inline f8 exponential(f8 x) {
    i8x4 low = x < all(-87.0f);
    x = where(low, all(-87.0f), where(x > all(88.0f), all(88.0f), x));
    const f8 magic = all(12582912.0f);      /* 1.5 · 2^23: adding it rounds to a whole number */
    f8 n = x * all(1.44269504f) + magic;
    i8x4 whole = (i8x4)n - (i8x4)magic;
    n -= magic;
    f8 r = x - n * all(0.693359375f) + n * all(2.12194440e-4f);
    f8 p = all(1.9875691500e-4f);
    p = p * r + all(1.3981999507e-3f);
    p = p * r + all(8.3334519073e-3f);
    p = p * r + all(4.1665795894e-2f);
    p = p * r + all(1.6666665459e-1f);
    p = p * r + all(5.0000001201e-1f);
    p = p * r * r + r + all(1.0f);
    p = p * (f8)((whole + 127) << 23);
    return where(low, all(0.0f), p);
}

static inline f8 silu(f8 x) { return x / (all(1.0f) + exponential(-x)); }

/* ---- matrices ------------------------------------------------------------------------------------------------------ */

int64_t packed_bytes(int64_t n, int64_t k) { return (n + PANEL - 1) / PANEL * (k / BLOCK) * PANEL_BLOCK; }

/* weights (n, k) unsigned with 128 for nothing, scales (n, k / 32), as in the ONNX file. */
void pack(const uint8_t *weights, const float *scales, int64_t n, int64_t k, uint8_t *out) {
    int64_t blocks = k / BLOCK;
    for (int64_t panel = 0; panel * PANEL < n; panel++)
        for (int64_t b = 0; b < blocks; b++, out += PANEL_BLOCK)
            for (int64_t j = 0; j < PANEL; j++) {
                int64_t column = panel * PANEL + j;
                float scale = column < n ? scales[column * blocks + b] : 0.0f;
                memcpy(out + 4 * j, &scale, 4);
                for (int64_t i = 0; i < BLOCK; i++)
                    out[4 * PANEL + i / 4 * 4 * PANEL + 4 * j + i % 2 * 2 + i / 2 % 2] =
                        (column < n ? weights[column * k + b * BLOCK + i] : 128) ^ (i / 2 % 2 ? 0x80 : 0);
            }
}

/* x (k) → whole numbers from -127 to 127, prepared as said above, and for each 32 a scale and what to begin a sum with. */
static void quantise(const float *x, int k, int16_t *q, float *scale, int32_t *begin) {
    const f8 magic = all(12582912.0f);
    for (int b = 0; b < k / BLOCK; b++, x += BLOCK, q += BLOCK) {
        f8 most = all(0);
        for (int i = 0; i < BLOCK; i += 8) most = larger(larger(load(x + i), -load(x + i)), most);
        float largest = most_of(most);
        scale[b] = largest / 127.0f;
        f8 inverse = all(largest > 0 ? 127.0f / largest : 0.0f);
        i8x4 sums = {0};
        for (int i = 0; i < BLOCK; i += 8) {
            i8x4 whole = (i8x4)(load(x + i) * inverse + magic) - (i8x4)magic;
            i8x4 before = __builtin_shuffle(whole, (i8x4){0, 1, 0, 1, 4, 5, 4, 5}) & (i8x4){0, 0, -1, -1, 0, 0, -1, -1};
            sums += before;
            s8 prepared = __builtin_convertvector(whole - 256 * before, s8);
            memcpy(q + i, &prepared, sizeof prepared);
        }
        begin[b] = -128 * (sums[2] + sums[3] + sums[6] + sums[7]);
    }
}

/* Of one panel `wide` times 8 outputs from the `first` of four on, for `rows` rows that lie MOST_WIDE apart. Both are known when this is compiled:
   all sums stay in registers, and a broadcast input serves `wide` products, a weight `rows`. */
static inline __attribute__((always_inline)) void part(
    const uint8_t *w, int blocks, const int first, const int wide, const int rows, const Scratch *s, int row, float *y) {
    f8 out[8];
    for (int i = 0; i < wide * rows; i++) out[i] = all(0);
    for (int b = 0; b < blocks; b++, w += PANEL_BLOCK) {
        const uint8_t *fours = w + 4 * PANEL + 32 * first;
        i8x4 sums[8];
        for (int p = 0; p < wide; p++)
            for (int r = 0; r < rows; r++) sums[p * rows + r] = whole(s->begin[row + r][b]);
#if defined(__AVX2__) && defined(__FMA__)
#pragma GCC unroll 2
        for (int g = 0; g < BLOCK / 4; g++) {
            __m256i x[2][4];
            for (int r = 0; r < rows; r++)
                for (int i = 0; i < 2; i++) {
                    int32_t two;
                    memcpy(&two, s->q[row + r] + b * BLOCK + 4 * g + 2 * i, 4);
                    x[i][r] = _mm256_set1_epi32(two);
                }
            for (int p = 0; p < wide; p++) {
                __m256i v = _mm256_loadu_si256((const __m256i *)(fours + 4 * PANEL * g + 32 * p));
                __m256i h = _mm256_srai_epi16(v, 8);
                for (int r = 0; r < rows; r++)
                    sums[p * rows + r] += (i8x4)_mm256_madd_epi16(v, x[0][r]) + (i8x4)_mm256_madd_epi16(h, x[1][r]);
            }
        }
#else
        for (int g = 0; g < BLOCK / 4; g++)
            for (int p = 0; p < wide; p++)
                for (int r = 0; r < rows; r++) {
                    const uint8_t *v = fours + 4 * PANEL * g + 32 * p;
                    const int16_t *x = s->q[row + r] + b * BLOCK + 4 * g;
                    for (int j = 0; j < 8; j++, v += 4) {
                        int32_t h0 = (int8_t)v[1], h1 = (int8_t)v[3];
                        sums[p * rows + r][j] += (256 * h0 + v[0]) * x[0] + (256 * h1 + v[2]) * x[1] + h0 * x[2] + h1 * x[3];
                    }
                }
#endif
        for (int p = 0; p < wide; p++) {
            f8 scales = load((const float *)(w + 32 * (first + p)));
            for (int r = 0; r < rows; r++)
                out[p * rows + r] += __builtin_convertvector(sums[p * rows + r], f8) * (all(s->scale[row + r][b]) * scales);
        }
    }
    for (int p = 0; p < wide; p++)
        for (int r = 0; r < rows; r++) store(y + r * MOST_WIDE + 8 * (first + p), out[p * rows + r]);
}

/* y = W x for `rows` rows of x, all MOST_WIDE apart; y has room for N in whole panels. */
static void multiply(const uint8_t *w, int n, int k, int rows, float (*x)[MOST_WIDE], float (*y)[MOST_WIDE], Scratch *s) {
    int blocks = k / BLOCK;
    for (int r = 0; r < rows; r++) quantise(x[r], k, s->q[r], s->scale[r], s->begin[r]);
    for (int at = 0; at < n; at += PANEL, w += (int64_t)blocks * PANEL_BLOCK) {
        int r = 0;
        for (; r + 4 <= rows; r += 4) {
            part(w, blocks, 0, 2, 4, s, r, y[r] + at);
            part(w, blocks, 2, 2, 4, s, r, y[r] + at);
        }
        for (; r + 2 <= rows; r += 2) part(w, blocks, 0, 4, 2, s, r, y[r] + at);
        for (; r < rows; r++) part(w, blocks, 0, 4, 1, s, r, y[r] + at);
    }
}

/* ---- layers -------------------------------------------------------------------------------------------------------- */

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

int64_t cache_floats(const Model *m) { return 2 * (int64_t)m->layers * m->kv_heads * m->head_width * stored(m); }

static float *keys_of(const Model *m, const Row *row, int layer, int head) {
    return row->cache + ((int64_t)layer * m->kv_heads + head) * m->head_width * stored(m);
}

static float *values_of(const Model *m, const Row *row, int layer, int head) {
    return keys_of(m, row, m->layers + layer, head);
}

static void remember(const Model *m, const Row *row, int layer, float *qkv) {
    int e = m->head_width, at = row->position;
    const float *cos = m->cos + (int64_t)at * (e / 2), *sin = m->sin + (int64_t)at * (e / 2);
    for (int h = 0; h < m->heads + m->kv_heads; h++) rotate(qkv + h * e, cos, sin, e / 2);
    for (int h = 0; h < m->kv_heads; h++) {
        const float *key = qkv + (m->heads + h) * e, *value = key + m->kv_heads * e;
        float *keys = keys_of(m, row, layer, h) + at / GROUP * GROUP * e + at % GROUP;
        for (int i = 0; i < e; i++) keys[i * GROUP] = key[i];
        memcpy(values_of(m, row, layer, h) + (int64_t)at * e, value, e * sizeof(float));
    }
}

/* `n` queries (1 or 2) look at all events up to their own: softmax(q·k / √E) · v. n and E are known when this is compiled. */
static inline __attribute__((always_inline)) void look_back(
    const float *query, const float *keys, const float *values, int count, const int n, const int e,
    float (*scores)[MOST_CONTEXT + GROUP], float *out) {
    const f8 by = all(1.0f / sqrtf((float)e));
    int groups = (count + GROUP - 1) / GROUP;
    for (int g = 0; g < groups; g++) {
        const float *k = keys + (int64_t)g * GROUP * e;
        f8 s[8];
        for (int i = 0; i < 4 * n; i++) s[i] = all(0);
#pragma GCC unroll 2
        for (int i = 0; i < e; i++, k += GROUP) {
            __builtin_prefetch(k + AHEAD), __builtin_prefetch(k + AHEAD + 16);
            for (int h = 0; h < n; h++)
                for (int j = 0; j < 4; j++) s[4 * h + j] += all(query[h * e + i]) * load(k + 8 * j);
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
        const float *v = values + from;
        f8 s[8];
        for (int i = 0; i < 4 * n; i++) s[i] = all(0);
        for (int i = 0; i < count; i++, v += e) {
            __builtin_prefetch(v + AHEAD), __builtin_prefetch(v + AHEAD + 16);
            for (int h = 0; h < n; h++)
                for (int j = 0; j < 4; j++) s[4 * h + j] += all(scores[h][i]) * load(v + 8 * j);
        }
        for (int h = 0; h < n; h++)
            for (int j = 0; j < 4; j++) store(out + h * e + from + 8 * j, s[4 * h + j] * all(share[h]));
    }
}

static void attend(const Model *m, const Row *row, int layer, const float *qkv, Scratch *s, float *out) {
    int e = m->head_width, each = m->heads / m->kv_heads, count = row->position + 1;
    for (int kv = 0; kv < m->kv_heads; kv++) {
        const float *keys = keys_of(m, row, layer, kv), *values = values_of(m, row, layer, kv);
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

/* ---- choosing ------------------------------------------------------------------------------------------------------ */

/* Of the `kept` likeliest those whose predecessors hold less than top_p; of these the largest with Gumbel noise. Ties go
   to the lower class, as in `bridge.engine.sampling.choose`. What is e^-20 as likely as the likeliest is never chosen. */
static int64_t choose(const float *logits, int classes, float temperature, float top_p, const float *bias, const float *noise,
                      int kept) {
    float score[MOST_CLASSES], highest_of[MOST_CLASSES / 8], best[MOST_NOISE], chance[MOST_NOISE];
    int index[MOST_NOISE], eighths = (classes + 7) / 8, k = 0;
    for (int i = 0; i < eighths * 8; i++) score[i] = i < classes ? logits[i] / temperature + bias[i] : -INFINITY;
    for (int i = 0; i < eighths; i++) highest_of[i] = most_of(load(score + 8 * i));
    float total = 0;
    for (; k < kept && k < classes; k++) {
        int eighth = 0;
        for (int i = 1; i < eighths; i++)
            if (highest_of[i] > highest_of[eighth]) eighth = i;
        int at = 8 * eighth;
        while (score[at] != highest_of[eighth]) at++;
        if (score[at] < best[0] - 20.0f && k) break;
        best[k] = score[at], index[k] = at, score[at] = -INFINITY;
        highest_of[eighth] = most_of(load(score + 8 * eighth));
        total += chance[k] = expf(best[k] - best[0]);
    }
    float before = 0, highest = -INFINITY;
    int64_t choice = index[0];
    for (int i = 0; i < k && before < top_p; i++) {
        float with = best[i] - logf(-logf(noise[i]));
        if (with > highest) highest = with, choice = index[i];
        before += chance[i] / total;
    }
    return choice;
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

/* `count` rows (at most MOST_ROWS) of any contexts; rows of one context follow each other in order of position. */
void step(const Model *m, const Row *rows, int count, Scratch *s) {
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
