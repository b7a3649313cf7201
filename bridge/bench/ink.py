"""Colours and letters of what `--plot` draws: the page's."""

GROUND, SHEET, INK, QUIET, LINE, EMBER = "#f6f1e8", "#fdfaf4", "#211a15", "#75675b", "#d9cdbd", "#b8341a"
TYPE = ["EB Garamond", "Palatino", "Georgia", "Liberation Serif", "DejaVu Serif"]
