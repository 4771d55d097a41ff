"""A curator adds a claim, is refused for a wrong quote, publishes it, and sees it on the page."""

from playwright.sync_api import Page, expect

QUOTE = "JNIM is estimated to have between 1,000 and 2,000 fighters."


def choose(page: Page, field: str, words: str) -> None:
    """Choose in a searched field (Select2) the one choice that the words find."""
    page.locator(f".field-{field} .select2-selection").first.click()
    page.locator(".select2-dropdown .select2-search__field").fill(words)
    page.locator(".select2-results__option").filter(has_text=words).click()


def begin_claim(page: Page, key: str, says: str, quote: str) -> None:
    page.goto("/admin/profiles/claim/add/")
    choose(page, "question", "How many fighters does JNIM have?")
    page.locator("#id_key").fill(key)
    page.locator("#id_says").fill(says)
    page.locator("#id_answers-0-value").fill("{from: 1000, to: 2000}")
    page.locator("#id_evidence-0-document").select_option(label="GlobalSecurity")
    page.locator("#id_evidence-0-quote").fill(quote)


def look_until(page: Page, address: str, words: str, shown: bool) -> None:
    """Open a page until words stand on it, or no longer do: an edit may take a second to show."""
    for _ in range(8):
        page.goto(address)
        if bool(page.get_by_text(words).count()) is shown:
            break
        page.wait_for_timeout(250)
    assert bool(page.get_by_text(words).count()) is shown


def test_curator_is_refused_for_a_wrong_quote_then_publishes(curator: Page):
    says = "A curator's own claim about its fighters."
    begin_claim(curator, "fighters-of-a-curator", says, QUOTE.replace("fighters", "soldiers"))
    curator.get_by_role("button", name="Save and publish").first.click()
    refusal = curator.locator(".errorlist").filter(has_text="not found in the text")
    expect(refusal.first).to_contain_text("but not “soldiers.” after it")

    curator.locator("#id_evidence-0-quote").fill(QUOTE)
    curator.get_by_role("button", name="Save and publish").first.click()
    expect(curator.locator(".messagelist .success").first).to_be_visible()

    look_until(curator, "/questions/fighters/", says, shown=True)
    answer = curator.get_by_role("listitem").filter(has_text=says)
    expect(answer).to_be_visible()
    answer.get_by_role("link", name="GlobalSecurity").first.click()
    expect(curator.locator("mark[data-current]")).to_have_text(QUOTE)

    withdraw(curator, "fighters-of-a-curator")
    look_until(curator, "/questions/fighters/", says, shown=False)
    curator.goto("/claims/fighters-of-a-curator/")
    expect(curator.get_by_text("Withdrawn.")).to_be_visible()


def withdraw(page: Page, key: str) -> None:
    page.goto(f"/admin/profiles/claim/?q={key}")
    page.locator("#result_list tbody a").first.click()
    page.get_by_role("link", name="Withdraw…").first.click()
    page.get_by_role("textbox").first.fill("It was made to try the curators' pages.")
    page.get_by_role("button", name="Withdraw").click()
    expect(page.locator(".messagelist .success").filter(has_text="Withdrawn: ")).to_be_visible()  # not before is it done


def test_draft_stays_off_the_public_site(curator: Page, complaints: list[str]):
    says = "A draft that nobody sees."
    begin_claim(curator, "fighters-in-a-draft", says, QUOTE)
    curator.get_by_role("button", name="Save as draft").first.click()
    expect(curator.locator(".messagelist .success").first).to_be_visible()
    curator.goto("/questions/fighters/")
    expect(curator.get_by_text(says)).to_have_count(0)
    curator.goto("/claims/fighters-in-a-draft/")
    expect(curator.get_by_role("heading", name="There is nothing at this address")).to_be_visible()
    assert all("404" in complaint for complaint in complaints)
    complaints.clear()
