"""`duende bench`: what this machine can do, measured on the programs that the stage runs.

    machine     the fingerprint under every table: processor, system, versions, priority, what else was running
    figures     percentiles of a series
    room        a real `duende serve` with ports and a state folder of its own
    family      memory and processor time of a process and all that it started
    peers       small servers that answer at once: the floor, an echo by python-osc, a step by PyTorch
    accompany · answer · jitter · burst · flood · startup · steps · clock …     one measurement each
    report      the table for people
    plot        the histograms as pictures
"""
