"""What a browser posts on the curators' page for claims, and what comes back."""

from profiles.models import Claim, Evidence
from tests.factories import make_question
from tests.test_admin import form_of, page

TEXT = (
    "The emir lives in Gao.\n\n"
    "It has about 800 members. The emir leads it.\n\n"
    "Some say that the emir lives elsewhere, with about 800\xa0guards.\n\n"
    "Leave a Reply\n"
)
ADD = "/admin/profiles/claim/add/"


def quoting(document=None, *, number=0, passage=None, quote="about 800 members", **fields):
    """Return what a browser posts of one quote."""
    given = {
        "passage": passage.pk if passage else "",
        "document": document.pk if document else "",
        "quote": quote,
        "stance": "supports",
        "basis": "none",
        "order": "1000",
        **fields,
    }
    return {f"evidence-{number}-{name}": value for name, value in given.items()}


def answering(question=None, value="{about: 800}", *, number=0):
    """Return what a browser posts of one question that a claim answers."""
    given = {"question": question or make_question().pk, "value": value, "order": "1000"}
    counts = {"answers-TOTAL_FORMS": number + 1, "answers-INITIAL_FORMS": 0}
    return counts | {f"answers-{number}-{name}": posted for name, posted in given.items()}


def claiming(*quotes, **fields):
    """Return what a browser posts of a new claim with some quotes."""
    counts = {"evidence-TOTAL_FORMS": len(quotes), "evidence-INITIAL_FORMS": 0}
    data = {"key": "a-claim", "says": "It has some 800 members.", **counts}
    data |= answering(fields.pop("question", None), fields.pop("value", "{about: 800}"))
    for quote in quotes:
        data |= quote
    return data | fields


def quote_errors(response, number=0):
    """Return the errors of one quote of a refused claim, by field."""
    assert response.status_code == 200, "the claim was accepted"
    return response.context_data["inline_admin_formsets"][1].formset.forms[number].errors


def answer_errors(response, number=0):
    """Return the errors of one answer of a refused claim, by field; under "all", what is said of all answers together."""
    assert response.status_code == 200, "the claim was accepted"
    answers = response.context_data["inline_admin_formsets"][0].formset
    errors = answers.forms[number].errors if answers.forms else {}
    return {**errors, "all": answers.non_form_errors()}


def set_errors(response):
    """Return what is said of all the quotes together."""
    assert response.status_code == 200, "the claim was accepted"
    return str(response.context_data["inline_admin_formsets"][1].formset.non_form_errors())


def change(client, claim, *, drop=(), **fields):
    """Post a claim's page as it stands, but for some fields."""
    address = page(Claim, "change", claim.pk)
    data = {name: value for name, value in form_of(client, address).items() if name not in drop and "__prefix__" not in name}
    return client.post(address, data | fields)


def add(client, *quotes, **fields):
    return client.post(ADD, claiming(*quotes, **fields))


def the_evidence():
    return Evidence.objects.get(claim__key="a-claim")
