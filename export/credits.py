"""Licence and credit line of the corpora that bundled packages were trained on, by the folder's name."""

from bridge.package import Training

AUDUBON = (
    "J. J. Audubon, The Birds of America. Courtesy of the John James Audubon Center at Mill Grove, Montgomery County "
    "Audubon Collection, and Zebra Publishing"
)
CREDITS = {
    corpus.name: corpus
    for corpus in (
        Training("js_fakes", "CC BY 4.0", "JS Fake Chorales, Omar Peracha (2021), CC BY 4.0"),
        Training("open_hymnal", "public domain", "The Open Hymnal Project, Brian J. Dumont, public domain"),
        Training(
            "irish_cre",
            "CC BY 4.0",
            "Ceol Rince na hÉireann MIDI corpus, Polifonia project (D. Diamond, A. Shahid; after Bill Black's ABC "
            "edition), CC BY 4.0",
        ),
        Training("openewld_pd", "MIT", "OpenEWLD, Federico Simonetta (2018), MIT; public-domain subset"),
        Training(
            "giantmidi_excerpt",
            "CC BY 4.0",
            "GiantMIDI-Piano, Qiuqiang Kong, Bochen Li, Jitong Chen, Yuxuan Wang / ByteDance (2020), CC BY 4.0, excerpt",
        ),
        Training(
            "pop909",
            "MIT",
            "POP909, Ziyu Wang, Ke Chen, Junyan Jiang, Yiyi Zhang, Maoran Xu, Shuqi Dai, Guxian Bin, Gus Xia (2020), "
            "MIT; PIANO track only",
        ),
        Training(
            "groove",
            "CC BY 4.0",
            "Groove MIDI Dataset, Jon Gillick, Adam Roberts, Jesse Engel, Douglas Eck, David Bamman / Google Magenta "
            "(2019), CC BY 4.0",
        ),
        Training("openscore_lieder", "CC0", "OpenScore Lieder Corpus, CC0"),
        Training("openscore_quartets", "CC0", "OpenScore String Quartets, CC0"),
        Training(
            "text_en",
            "public domain",
            "Public Domain Poetry (Facjure LLC), Standard Ebooks, Project Gutenberg; public domain",
        ),
        Training("text_zh", "MIT", "chinese-poetry, © 2016 JackeyGao and contributors, MIT"),
        Training("impsy_control", "MIT", "IMPSY, © 2019 Charles P. Martin, MIT"),
        Training("omniglot_strokes", "MIT", "Omniglot, © 2015 Brenden Lake, MIT"),
        Training("audubon128", "public domain", AUDUBON),
        Training("audubon256", "public domain", AUDUBON),
        Training(
            "hubble128",
            "CC BY 4.0",
            "ESA/Hubble, NASA and the teams named at esahubble.org under each image id, CC BY 4.0; cropped, turned, resized",
        ),
        Training("plates64", "MIT", "LED Arcade (thisElazar), MIT; works from Wikimedia Commons, public domain"),
        Training("fluent_emoji128", "MIT", "Fluent Emoji, © Microsoft Corporation, MIT"),
    )
}
UNSTATED = "not stated"


def credit(corpus: str | dict) -> Training:
    """Of a corpus as a run lists it: by name, or with the licence and credit line that came with inherited weights."""
    if isinstance(corpus, dict):
        return Training(**corpus)
    return CREDITS.get(corpus, Training(corpus, UNSTATED))


def licence_of_weights(corpora: tuple[Training, ...]) -> str:
    """Ours to give where every corpus allows it with its credit line; else the trainer must say."""
    known = corpora and all(corpus.licence != UNSTATED for corpus in corpora)
    return "CC BY 4.0" if known else UNSTATED
