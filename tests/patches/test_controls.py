"""What there is to turn and press comes from the table, with the words and values of the show."""

from bridge.address import parameters, rows_for
from bridge.patches import Player
from bridge.patches.controls import buttons, choices, controls, inputs, server_buttons, server_controls


def by_tail(player):
    return {control.label: control for control in controls(player)}


def test_every_parameter_of_the_table_is_a_control():
    player = Player("bach", "music", words={"style": ("folk",)})
    assert [control.label for control in controls(player)] == [row.tail for row in parameters("music")]


def test_a_number_is_a_fader_with_range_unit_and_default():
    density = by_tail(Player("bach", "music"))["density"]
    assert (density.what, density.low, density.high, density.unit, density.told) == ("fader", 0, 32, "notes per beat", 0.0)
    assert density.address == "/bach/density"


def test_a_seed_is_typed_in():
    assert by_tail(Player("bach", "music"))["seed"].what == "number"


def test_a_choice_is_a_menu_with_the_words_of_the_table_or_of_the_package():
    found = by_tail(Player("bach", "music", words={"style": ("folk", "song")}, values={"style": "song"}))
    assert found["mode"].words == ("answer", "continue", "trade", "accompany", "solo", "off")
    assert (found["style"].words, found["style"].value) == (("folk", "song"), "song")


def test_a_choice_without_a_word_is_left_out():
    assert "style" not in by_tail(Player("bach", "music"))


def test_the_value_of_the_show_goes_before_the_default():
    assert by_tail(Player("bach", "music", values={"temperature": 1.5}))["temperature"].told == 1.5


def test_of_many_coordinates_the_first_few_are_shown():
    image = Player("image", "image", places=tuple(f"latent/{i}" for i in range(64)))
    latents = [control for control in controls(image) if control.label.startswith("latent/")]
    assert [control.address for control in latents] == [f"/image/latent/{i}" for i in range(8)]


def test_every_trigger_is_a_button():
    triggers = {f"/bach/{row.tail}" for row in rows_for("music") if row.role == "trigger"}
    assert {button.address for button in buttons(Player("bach", "music"))} == triggers


def test_packages_and_classes_are_chosen_by_their_words():
    image = Player("image", "image", words={"class": ("sea", "sky"), "load": ("aviary",)})
    assert {choice.label: choice.words for choice in choices(image)} == {"class": ("sea", "sky"), "load": ("aviary",)}


def test_a_hand_has_a_fader_for_each_value():
    assert [hand.address for hand in inputs(Player("pen", "gesture", places=("in/0", "in/1")))] == ["/pen/in/0", "/pen/in/1"]


def test_the_server_has_its_own():
    assert "/clock/tempo" in {control.address for control in server_controls()}
    assert "/panic" in {button.address for button in server_buttons()}
    assert "/bye" not in {button.address for button in server_buttons()}
