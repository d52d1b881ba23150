"""The page on how we work together follows what others choose and write, and keeps what somebody types."""

from playwright.sync_api import expect

from tests.e2e.support.people import FORMAL, INFORMAL, Table

NOTE = "De huisarts denkt met ons mee."
ALL_OF_THEM = "Iedereen samen: 3 mensen"


def test_a_spread_and_a_note_appear_for_who_looks_and_half_typed_words_stay(table: Table) -> None:
    table.begin()
    fatma, ruud, sara = (
        table.join(name, side)
        for name, side in (("Fatma Yılmaz", INFORMAL), ("Ruud Bos", FORMAL), ("Sara Blom", INFORMAL))
    )
    for person in (fatma, ruud):
        person.page.goto(f"{person.address}/samenwerken")
        person.sees("Nog niemand koos iets.")
        person.mark()
    sara.act("spectrum", step="values", now=2, wished=7)
    ruud.act("spectrum", step="values", now=3, wished=8)
    fatma.sees("2 mensen hebben iets gekozen.")

    form = fatma.page.locator("#spectrum-values")
    fatma.page.get_by_text("Kies voor jezelf").first.click()
    form.get_by_label("Zo was het").select_option("1")
    form.get_by_label("Zo zou ik het willen").select_option("8")
    fatma.press("Bewaar", form)
    fatma.sees(ALL_OF_THEM)
    ruud.sees(ALL_OF_THEM)

    ruud.page.get_by_text("Schrijf er iets bij").nth(1).click()
    field = ruud.page.locator("#tell-networks textarea")
    field.fill(NOTE)
    assert ruud.is_marked()
    assert fatma.is_marked()
    ruud.page.reload()
    expect(field).to_have_value(NOTE)
    ruud.page.get_by_text("Schrijf er iets bij").nth(1).click()
    ruud.press("Bewaar", ruud.page.locator("#tell-networks"))
    fatma.sees(NOTE)
    assert fatma.is_marked()
