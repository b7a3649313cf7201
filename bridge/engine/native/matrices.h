/* A matrix (N, K) lies in panels of 32 outputs: for each block of 32 inputs 32 scales, then for every 4 inputs 4 times
   32 bytes that hold them for 8 outputs. It is read once, straight through. Bytes are multiplied by `maddubs`, which wants one
   side without a sign and must not overflow 16 bits with two products: that side is |x|. Where x is negative its weights are
   turned over, ~w = -w - 1, so that |x| · ~w = x · w - |x|; what is missing is known from x alone, and a sum begins with it.
   All of it is exact. */

enum { BLOCK = 32, PANEL = 32, PANEL_BLOCK = PANEL * 4 + PANEL * BLOCK };
enum { MOST_ROWS = 64, MOST_WIDE = 4352, MOST_CONTEXT = 4096 };
enum { GROUP = 32 };           /* events whose keys lie together, see step.c */
enum { WEIGHTS_AHEAD = 1024 }; /* bytes between what is read and what is asked for: the next page is not foreseen */

typedef struct {                            /* scratch of one call, aligned to 32 */
    float x[MOST_ROWS][MOST_WIDE], y[MOST_ROWS][MOST_WIDE], z[MOST_ROWS][MOST_WIDE];
    uint8_t size[MOST_ROWS][MOST_WIDE], turned[MOST_ROWS][MOST_WIDE];  /* |x|, and 255 where x is negative */
    float scale[MOST_ROWS][MOST_WIDE / BLOCK];
    int32_t begin[MOST_ROWS][MOST_WIDE / BLOCK];
    float scores[2][MOST_CONTEXT + GROUP];
} Scratch;

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
                    out[4 * PANEL + i / 4 * 4 * PANEL + 4 * j + i % 4] =
                        column < n ? weights[column * k + b * BLOCK + i] ^ 0x80 : 0;
            }
}

/* x (k) → whole numbers from -127 to 127 as said above, and for each 32 a scale and what to begin a sum with. */
static void quantise(const float *x, int k, uint8_t *size, uint8_t *turned, float *scale, int32_t *begin) {
    const f8 magic = all(12582912.0f);
    float inverse[MOST_WIDE / BLOCK + 8];
    int blocks = k / BLOCK;
    for (int b = 0; b < blocks; b++) {
        f8 most = all(0);
        for (int i = 0; i < BLOCK; i += 8) {
            f8 v = load(x + b * BLOCK + i);
            most = larger(larger(v, -v), most);
        }
        scale[b] = most_of(most);
    }
    for (int b = 0; b < blocks; b += 8) {  /* divided eight at a time; there is room behind the last */
        f8 most = load(scale + b);
        store(inverse + b, where(most > all(0), all(127.0f) / most, all(0)));
        store(scale + b, most / all(127.0f));
    }
    for (int b = 0; b < blocks; b++, x += BLOCK, size += BLOCK, turned += BLOCK) {
#if X86
        __m256i v[4];
        for (int i = 0; i < 4; i++) v[i] = (__m256i)((i8x4)(load(x + 8 * i) * all(inverse[b]) + magic) - (i8x4)magic);
        __m256i q = _mm256_packs_epi16(_mm256_packs_epi32(v[0], v[1]), _mm256_packs_epi32(v[2], v[3]));
        q = _mm256_permutevar8x32_epi32(q, _mm256_setr_epi32(0, 4, 1, 5, 2, 6, 3, 7));
        __m256i negative = _mm256_cmpgt_epi8(_mm256_setzero_si256(), q), absolute = _mm256_abs_epi8(q);
        _mm256_storeu_si256((__m256i *)size, absolute), _mm256_storeu_si256((__m256i *)turned, negative);
        __m256i sums = _mm256_sad_epu8(_mm256_and_si256(absolute, negative), _mm256_setzero_si256());
        __m128i half = _mm_add_epi32(_mm256_castsi256_si128(sums), _mm256_extracti128_si256(sums, 1));
        begin[b] = _mm_cvtsi128_si32(half) + _mm_extract_epi32(half, 2);
#else
        begin[b] = 0;
        for (int i = 0; i < BLOCK; i++) {
            int q = (int)rintf(x[i] * inverse[b]);
            size[i] = abs(q), turned[i] = q < 0 ? 255 : 0;
            begin[b] += q < 0 ? -q : 0;
        }
#endif
    }
}

/* One panel for 1 or 2 rows; how many is known when this is compiled, so all sums stay in registers. A weight that was read
   serves both rows, a prepared input four vectors of weights. (Four rows at once want more registers than there are: slower.) */
static inline __attribute__((always_inline)) void part(
    const uint8_t *w, int blocks, const int rows, const Scratch *s, int row, float *y) {
    f8 out[4][2];
    for (int p = 0; p < 4; p++)
        for (int r = 0; r < rows; r++) out[p][r] = all(0);
    for (int b = 0; b < blocks; b++, w += PANEL_BLOCK) {
        const uint8_t *fours = w + 4 * PANEL;
        i8x4 sums[4][2];
        for (int p = 0; p < 4; p++)
            for (int r = 0; r < rows; r++) sums[p][r] = whole(s->begin[row + r][b]);
#if X86
        const __m256i ones = _mm256_set1_epi16(1);
#pragma GCC unroll 2
        for (int g = 0; g < BLOCK / 4; g++, fours += 4 * PANEL) {
            __builtin_prefetch(fours + WEIGHTS_AHEAD), __builtin_prefetch(fours + WEIGHTS_AHEAD + 64);
            __m256i size[2], turned[2];
            for (int r = 0; r < rows; r++) {
                int32_t four[2];
                memcpy(four, s->size[row + r] + b * BLOCK + 4 * g, 4), memcpy(four + 1, s->turned[row + r] + b * BLOCK + 4 * g, 4);
                size[r] = _mm256_set1_epi32(four[0]), turned[r] = _mm256_set1_epi32(four[1]);
            }
            for (int p = 0; p < 4; p++) {
                __m256i v = _mm256_loadu_si256((const __m256i *)(fours + 32 * p));
                for (int r = 0; r < rows; r++)
                    sums[p][r] += (i8x4)_mm256_madd_epi16(_mm256_maddubs_epi16(size[r], _mm256_xor_si256(v, turned[r])), ones);
            }
        }
#else
        for (int g = 0; g < BLOCK / 4; g++, fours += 4 * PANEL)
            for (int p = 0; p < 4; p++)
                for (int r = 0; r < rows; r++) {
                    const uint8_t *v = fours + 32 * p, *size = s->size[row + r] + b * BLOCK + 4 * g;
                    const uint8_t *turned = s->turned[row + r] + b * BLOCK + 4 * g;
                    for (int j = 0; j < 32; j++) sums[p][r][j / 4] += size[j % 4] * (int8_t)(v[j] ^ turned[j % 4]);
                }
#endif
        __builtin_prefetch(fours + WEIGHTS_AHEAD), __builtin_prefetch(fours + WEIGHTS_AHEAD + 64);
        for (int p = 0; p < 4; p++) {
            f8 scales = load((const float *)w + 8 * p);
            for (int r = 0; r < rows; r++)
                out[p][r] += __builtin_convertvector(sums[p][r], f8) * (all(s->scale[row + r][b]) * scales);
        }
    }
    for (int p = 0; p < 4; p++)
        for (int r = 0; r < rows; r++) store(y + r * MOST_WIDE + 8 * p, out[p][r]);
}

/* y = W x for `rows` rows of x, all MOST_WIDE apart; y has room for N in whole panels. */
static void multiply(const uint8_t *w, int n, int k, int rows, float (*x)[MOST_WIDE], float (*y)[MOST_WIDE], Scratch *s) {
    int blocks = k / BLOCK;
    for (int r = 0; r < rows; r++) quantise(x[r], k, s->size[r], s->turned[r], s->scale[r], s->begin[r]);
    for (int at = 0; at < n; at += PANEL, w += (int64_t)blocks * PANEL_BLOCK) {
        int r = 0;
        for (; r + 2 <= rows; r += 2) part(w, blocks, 2, s, r, y[r] + at);
        for (; r < rows; r++) part(w, blocks, 1, s, r, y[r] + at);
    }
}
