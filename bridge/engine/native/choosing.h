/* How a class is chosen: see `bridge.engine.sampling`, which says the same plainly. */

enum { MOST_CLASSES = 128, MOST_NOISE = 128 };

/* Of the `kept` likeliest those whose predecessors hold less than top_p; of these the largest with Gumbel noise. Ties go
   to the lower class, as in `bridge.engine.sampling.choose`. What is e^-20 as likely as the likeliest is never chosen. */
static int64_t choose(const float *logits, int classes, float temperature, float top_p, const float *bias, const float *noise,
                      int kept) {
    float score[MOST_CLASSES], highest_of[MOST_CLASSES / 8], best[MOST_NOISE + 8], chance[MOST_NOISE + 8];
    int index[MOST_NOISE], eighths = (classes + 7) / 8, k = 0;
    for (int i = 0; i < eighths * 8; i++) score[i] = i < classes ? logits[i] / temperature + bias[i] : -INFINITY;
    for (int i = 0; i < eighths; i++) highest_of[i] = most_of(load(score + 8 * i));
    float total = 0;
    for (; k < kept && k < classes; k++) {
        int eighth = 0;
        for (int i = 1; i < eighths; i++)
            if (highest_of[i] > highest_of[eighth]) eighth = i;
        int at = 8 * eighth;
        while (score[at] != highest_of[eighth] && at < 8 * eighth + 7) at++;
        if (score[at] < best[0] - 20.0f && k) break;
        best[k] = score[at], index[k] = at, score[at] = -INFINITY;
        highest_of[eighth] = most_of(load(score + 8 * eighth));
    }
    for (int i = k; i % 8; i++) best[i] = -INFINITY;
    for (int i = 0; i < k; i += 8) store(chance + i, exponential(load(best + i) - all(best[0])));
    for (int i = 0; i < k; i++) total += chance[i];
    float before = 0, highest = -INFINITY;
    int64_t choice = index[0];
    for (int i = 0; i < k && before < top_p; i++) {
        float with = best[i] - logf(-logf(noise[i]));
        if (with > highest) highest = with, choice = index[i];
        before += chance[i] / total;
    }
    return choice;
}
