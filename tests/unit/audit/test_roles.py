"""What a product is for, from its name, its list, or what the person said."""

import pytest

from labels import facts, product, reading, safety
from milium.domain.label import ShelfItem
from milium.engine.audit.marks import marked
from milium.engine.audit.roles import find_roles, spf_of

PLAIN = ("AQUA", "GLYCERIN", "SQUALANE", "CETEARYL ALCOHOL")


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("Gentle Gel Cleanser", "cleanser"),
        ("Gel nettoyant doux", "cleanser"),
        ("Mildes Reinigungsgel", "cleanser"),
        ("Gel limpiador", "cleanser"),
        ("Żel do mycia twarzy", "cleanser"),
        ("Daily Moisturizer", "moisturiser"),
        ("Crème de jour", "moisturiser"),
        ("Tagescreme", "moisturiser"),
        ("Krem nawilżający", "moisturiser"),
        ("Sun Fluid SPF 50+", "sunscreen"),
        ("Sonnencreme LSF 30", "sunscreen"),
        ("Niacinamide serum", "treatment"),
        ("Apricot face scrub", "scrub"),
        ("Gommage visage", "scrub"),
        ("Facial oil", "oil"),
        ("Huile visage", "oil"),
        ("Gesichtsöl", "oil"),
        ("Rich Eye Cream", "eye_cream"),
        ("Contour des yeux", "eye_cream"),
        ("Augencreme", "eye_cream"),
        ("Liquid Foundation", "make_up"),
        ("Volume Mascara", "make_up"),
        ("Micellar water", "remover"),
        ("Démaquillant yeux", "remover"),
        ("Cherry lip balm", "lip"),
        ("Lippenpflege", "lip"),
        ("Mild shampoo", "hair"),
        ("Haarmaske", "hair"),
    ],
)
def test_a_product_name_tells_the_role(name: str, role: str) -> None:
    assert role in product(PLAIN, name=name, use=None, where=None).roles


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("Oil-free moisturizer", "oil"),
        ("Eyeliner", "eye_cream"),
        ("After Sun lotion", "sunscreen"),
        ("Eye make-up remover", "make_up"),
        ("Hair removal cream", "hair"),
        ("Eau micellaire", "moisturiser"),
        ("Toner", "moisturiser"),
    ],
)
def test_a_word_can_take_a_role_away(name: str, role: str) -> None:
    assert role not in product(PLAIN, name=name, use=None).roles


def test_a_role_says_what_it_stands_on() -> None:
    item = ShelfItem("p", name="Night cream", use="leave_on", where="around_eye")
    found = {
        r.role: (r.basis, r.word)
        for r in find_roles(item, marked(reading(*PLAIN), facts(), safety()), ("retinoid",), facts())
    }
    assert found["eye_cream"] == ("said", "around_eye")
    assert found["moisturiser"] == ("name", "cream")
    assert found["retinoid"] == ("label", "retinoid")


def test_roles_come_in_their_order() -> None:
    roles = product([*PLAIN, "RETINOL", "GLYCOLIC ACID"], name="Eye cream", strength_pct={}).roles
    assert roles == ("exfoliant", "retinoid", "moisturiser", "eye_cream")


def test_two_organic_filters_make_a_sunscreen_of_unknown_spf() -> None:
    one = product(["AQUA", "OCTOCRYLENE", "HOMOSALATE"])
    assert "sunscreen" in one.roles
    assert spf_of(one) is None


@pytest.mark.parametrize(
    "names", [["AQUA", "OCTOCRYLENE"], ["AQUA", "TITANIUM DIOXIDE", "ZINC OXIDE"], ["AQUA", "BENZOPHENONE-4", "PARFUM"]]
)
def test_a_single_filter_or_a_pigment_makes_none(names: list[str]) -> None:
    assert "sunscreen" not in product(names).roles


def test_minerals_make_a_sunscreen_as_drug_facts_actives() -> None:
    assert "sunscreen" in product(reading("AQUA", "GLYCERIN", active=["ZINC OXIDE"])).roles


def test_filters_in_what_is_washed_off_make_none() -> None:
    assert "sunscreen" not in product(["AQUA", "OCTOCRYLENE", "HOMOSALATE"], use="rinse_off").roles


@pytest.mark.parametrize(
    ("item", "spf"),
    [({"name": "Fluid SPF 50+"}, 50), ({"name": "Lotion LSF30"}, 30), ({"spf": 20.0, "name": "SPF 50"}, 20)],
)
def test_the_spf_is_read_from_what_was_typed_else_from_the_name(item: dict[str, object], spf: float) -> None:
    assert spf_of(product(PLAIN, **item)) == spf


def test_the_label_may_state_the_spf() -> None:
    assert spf_of(product(reading(*PLAIN, spf=30.0))) == 30


def test_washing_agents_up_front_make_a_cleanser_unless_it_stays_on() -> None:
    names = ["AQUA", "SODIUM LAURETH SULFATE", "COCAMIDOPROPYL BETAINE", "GLYCERIN"]
    assert "cleanser" in product(names, use="rinse_off").roles
    assert "cleanser" in product(names, use=None).roles
    assert "cleanser" not in product(names, use="leave_on").roles


def test_a_plain_leave_on_with_film_and_humectant_is_a_moisturiser() -> None:
    assert product(PLAIN).roles == ("moisturiser",)
    assert product(PLAIN, use="rinse_off").roles == ()
    assert product(["AQUA", "NIACINAMIDE"]).roles == ()


def test_oils_without_water_are_an_oil() -> None:
    assert "oil" in product(["SIMMONDSIA CHINENSIS SEED OIL", "SQUALANE"]).roles
    assert "oil" not in product(["AQUA", "SIMMONDSIA CHINENSIS SEED OIL", "SQUALANE"]).roles


@pytest.mark.parametrize(
    ("names", "item", "is_scrub"),
    [
        (["AQUA", "JUGLANS REGIA SHELL POWDER"], {}, True),
        (["AQUA", "PUMICE"], {}, True),
        (["AQUA", "GLYCERIN", "POLYETHYLENE"], {"use": "rinse_off"}, True),
        (["OZOKERITE", "POLYETHYLENE"], {"use": "leave_on"}, False),
        (["SUCROSE", "GLYCERIN"], {"use": "rinse_off"}, True),
        (["AQUA", "GLYCERIN", "BETAINE", "UREA", "SUCROSE"], {"use": "rinse_off"}, False),
        (["AQUA", "GLYCERIN", "BETAINE", "UREA", "SUCROSE"], {"use": "rinse_off", "name": "Sugar scrub"}, True),
        (["AQUA", "GLYCERIN", "COCO-GLUCOSIDE", "SODIUM CHLORIDE"], {"use": "rinse_off", "name": "Gel wash"}, False),
        (["SODIUM CHLORIDE", "GLYCERIN", "AQUA"], {"use": "rinse_off", "name": "Body polish"}, True),
        (
            ["AQUA", "SODIUM LAURETH SULFATE", "COCAMIDOPROPYL BETAINE", "GLYCERIN", "SODIUM CHLORIDE"],
            {"use": "rinse_off"},
            False,
        ),
        (["AQUA", "SILICA"], {}, False),
    ],
)
def test_grains_make_a_scrub_where_they_are_grains(names: list[str], item: dict[str, str], is_scrub: bool) -> None:
    assert ("scrub" in product(names, **item).roles) is is_scrub


def test_many_pigments_make_make_up() -> None:
    label = reading("DIMETHICONE", "TALC", may=["CI 77891", "CI 77491", "CI 77492", "CI 77499", "CI 45410"])
    assert "make_up" in product(label).roles


# Names as shops write them, in eight languages; none of them was a name of the pack before it was tried here.
NAMED = {
    "eye_cream": [
        "Eye cream",
        "Eye gel",
        "Under-eye serum",
        "Crème contour des yeux",
        "Soin contour yeux",
        "Augencreme",
        "Augenpflege",
        "Augengel",
        "Contorno de ojos",
        "Crema de ojos",
        "Contorno occhi",
        "Crema contorno occhi",
        "Creme de olhos",
        "Contorno dos olhos",
        "Krem pod oczy",
        "Oogcrème",
        "Oogserum",
        "Krim mata",
        "Eye patches",
        "Eyelift",
        "Dark circle perfector",
        "Eye balm",
        "Anti-cernes yeux",
        "Roll-on ojeras",
    ],
    "make_up": [
        "Foundation",
        "BB cream",
        "Tinted moisturiser",
        "Concealer",
        "Fond de teint",
        "Poudre compacte",
        "Anticernes",
        "Mascara",
        "Wimperntusche",
        "Lidschatten",
        "Puder",
        "Base de maquillaje",
        "Corrector de ojeras",
        "Máscara de pestañas",
        "Fondotinta",
        "Cipria",
        "Correttore",
        "Base líquida",
        "Pó compacto",
        "Podkład",
        "Tusz do rzęs",
        "Korektor",
        "Cień do powiek",
        "Vloeibare foundation",
        "Oogschaduw",
        "Blush stick",
        "Bronzing powder",
        "Cushion foundation",
        "Setting powder",
        "Skin tint",
        "Bedak",
        "Setting spray",
    ],
    "remover": [
        "Make-up remover",
        "Micellar water",
        "Eau micellaire",
        "Démaquillant yeux",
        "Mizellenwasser",
        "Augen-Make-up-Entferner",
        "Agua micelar",
        "Desmaquillante",
        "Acqua micellare",
        "Struccante occhi",
        "Água micelar",
        "Desmaquilhante",
        "Płyn micelarny",
        "Płyn do demakijażu",
        "Micellair water",
        "Make-up remover doekjes",
        "Cleansing oil",
        "Cleansing balm",
        "Eye makeup solvent",
        "Abschminktücher",
    ],
    "lip": [
        "Lip balm",
        "Lipstick",
        "Baume à lèvres",
        "Rouge à lèvres",
        "Lippenpflegestift",
        "Lippenbalsam",
        "Bálsamo labial",
        "Barra de labios",
        "Burrocacao",
        "Balsamo labbra",
        "Rossetto",
        "Batom",
        "Pomadka do ust",
        "Balsam do ust",
        "Lippenbalsem",
        "Lip gloss",
        "Pelembab bibir",
        "Lip mask",
        "Stick lèvres",
    ],
    "hair": [
        "Shampoo",
        "Conditioner",
        "Hair mask",
        "Shampooing doux",
        "Après-shampooing",
        "Masque capillaire",
        "Haarmaske",
        "Haarspray",
        "Spülung",
        "Champú",
        "Acondicionador",
        "Mascarilla capilar",
        "Balsamo capelli",
        "Maschera capelli",
        "Condicionador",
        "Máscara capilar",
        "Szampon",
        "Odżywka do włosów",
        "Haarlak",
        "Conditioner voor krullend haar",
        "Dry shampoo",
        "Hair oil",
        "Scalp serum",
        "Pomade for hair",
        "Haaröl",
        "Sampo",
        "Huile cheveux",
        "Leave-in",
    ],
}


@pytest.mark.parametrize(("role", "name"), [(role, name) for role, names in NAMED.items() for name in names])
def test_eye_make_up_remover_lip_and_hair_products_are_known_by_name(role: str, name: str) -> None:
    assert role in product(["AQUA", "GLYCERIN", "CETEARYL ALCOHOL"], name=name, where=None).roles


@pytest.mark.parametrize(
    ("name", "never"),
    [
        ("Hair removal cream", "hair"),
        ("Haarentfernungscreme", "hair"),
        ("Chair cream", "hair"),
        ("Mascara remover", "make_up"),
        ("Bright eyes face cream", "eye_cream"),
        ("Eyebrow gel", "moisturiser"),
        ("Corrector de ojeras", "eye_cream"),
    ],
)
def test_a_name_that_only_sounds_so_gives_no_role(name: str, never: str) -> None:
    assert never not in product(["AQUA", "GLYCERIN", "CETEARYL ALCOHOL"], name=name, where=None).roles


def test_a_trade_sign_does_not_hide_a_word() -> None:
    assert "eye_cream" in product(["AQUA", "GLYCERIN"], name="All About Eyes™ Rich", where=None).roles
