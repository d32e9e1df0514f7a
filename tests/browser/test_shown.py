"""Pictures and tables on the page: each at its step, at one place; and nothing in a hostile one runs or is fetched."""

from playwright.sync_api import Page, expect

from tests.browser.learner import at, button, run, shot, visit

PROGRAM = """from codeviz import show

rows = [{"city": "Bern", "people": 134_000}, {"city": "Basel", "people": 178_000}]
show(rows)
bars = "".join(f'<rect x="{40 * n}" y="{200 - row["people"] / 1000}" width="30" height="200" fill="teal"/>' for n, row in enumerate(rows))
show(f'<svg width="300" height="200">{bars}</svg>')
print("shown")
"""
HOSTILE = r'''from codeviz import show

far = "http://far.example/"
show(f"""<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="99" height="99" onload="parent.ran = 1">
<script>parent.ran = 1; fetch("{far}1")</script><image href="{far}2" width="9" height="9"/><use xlink:href="{far}3#a"/>
<style>@import url("{far}4"); rect {{ fill: url("{far}5#x") }}</style><rect width="9" height="9"/>
<foreignObject width="9" height="9"><iframe xmlns="http://www.w3.org/1999/xhtml" src="{far}6"/></foreignObject></svg>""")

class Page:
    def _repr_html_(self):
        return f"""<table onmouseover="window.ran = 1" style="background: url({far}7)"><tr><td>a cell</td></tr></table>
<img src="{far}8" onerror="window.ran = 1"><script>window.ran = 1</script><iframe src="{far}9"></iframe>
<link rel="stylesheet" href="{far}10"><meta http-equiv="refresh" content="0;url={far}11"><base href="{far}">
<button data-do="restore">press me</button><form action="{far}12"><input></form><style>#top {{ display: none }}</style>"""

show(Page())
'''


def test_each_is_there_from_its_step_on(page: Page) -> None:
    visit(page)
    run(page, PROGRAM)
    place, words = page.locator("#shown .item"), page.locator("#shown figcaption")
    expect(words).to_have_text("Nothing is shown yet.")
    box = place.bounding_box()
    for _ in range(4):
        button(page, "Next step").click()
    at(page, 5)
    button(page, "Last step").click()
    expect(words).to_have_text("Picture, 2 of 2 shown")
    picture = place.get_by_role("img")
    expect(picture).to_be_visible()
    assert picture.evaluate("image => image.decode().then(() => image.naturalWidth)") == 300
    shot(page, "picture-shown")
    page.locator("#slider").fill("3")
    at(page, 4)
    expect(words).to_have_text("Table, 1 of 2 shown")
    expect(place.get_by_role("cell", name="Basel")).to_be_visible()
    shot(page, "table-shown")
    assert place.bounding_box() == box, "it has moved"


def test_nothing_in_a_hostile_picture_or_table_runs_or_is_fetched(page: Page) -> None:
    """The page fails its test when it asks another host or complains."""
    visit(page)
    run(page, HOSTILE)
    place = page.locator("#shown .item")
    for step in range(2, 9):
        button(page, "Next step").click()
        at(page, step)
        if page.locator("#shown figcaption").inner_text().startswith("Picture"):
            break
    expect(place.get_by_role("img")).to_be_visible()
    assert place.get_by_role("img").evaluate("image => image.decode().then(() => image.naturalWidth)") == 99
    button(page, "Last step").click()
    expect(place.get_by_role("cell", name="a cell")).to_be_visible()
    place.get_by_role("cell").hover()
    page.wait_for_load_state("networkidle")
    assert page.evaluate("window.ran") is None
    assert place.locator("img, script, iframe, link, meta, base, button, form, style, [style], [onmouseover]").count() == 0
    expect(page.get_by_role("heading", name="CodeViz")).to_be_visible()
