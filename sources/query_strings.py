"""What an address holds after its question mark: trackers are taken out, and the rest is read as a page declares it.

TRACKERS and TRACKER_PREFIXES are the one list of what advertisers, mail services and analytics add to the links that lead here.
They say nothing to the site. The names are those that browsers strip by themselves (Firefox:
`privacy.query_stripping.strip_list`; Brave: "Query Filter") and those that the services document.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from urllib.parse import unquote_plus

from sources.wording import join_words, shorten

TRACKER_PREFIXES = (
    "utm_",  # Google Analytics, and most that count campaigns
    "mtm_",  # Matomo
    "pk_",  # Matomo, when it was Piwik
    "hsa_",  # HubSpot advertisements
    "_hs",  # HubSpot mail: _hsenc, _hsmi
    "vero_",  # Vero mail
    "oly_",  # Omeda mail: oly_anon_id, oly_enc_id
    "__hs",  # HubSpot: __hstc, __hssc, __hsfp
)
TRACKERS = frozenset(
    {
        *("gclid", "gclsrc", "gbraid", "wbraid", "dclid", "gad_source", "gad_campaignid", "srsltid", "_ga", "_gl"),  # Google
        *("fbclid", "igshid", "igsh", "fb_action_ids", "fb_action_types", "fb_source", "fb_ref"),  # Facebook, Instagram
        *("msclkid", "cvid"),  # Microsoft
        *("mc_cid", "mc_eid", "mc_tc"),  # Mailchimp
        *("twclid", "ref_src", "ref_url"),  # Twitter, X
        *("yclid", "ysclid", "_openstat"),  # Yandex
        *("ttclid", "tt_medium", "tt_content"),  # TikTok
        *("li_fat_id", "trk", "trkemail"),  # LinkedIn
        *("epik", "rdt_cid", "sccid", "wickedid", "irclickid", "s_cid", "mkt_tok", "ml_subscriber", "ml_subscriber_hash"),
        *("guce_referrer", "guce_referrer_sig", "guccounter", "cmpid", "ncid", "spm", "bbeml"),
    }
)
LONGEST_SHOWN = 60  # characters of a name or a value that a page repeats
MOST_SHOWN = 6  # remarks on one address


def is_tracker(name: str) -> bool:
    """Return whether a parameter of this name, in capitals or not, is a tracker's."""
    name = name.casefold()
    return name in TRACKERS or name.startswith(TRACKER_PREFIXES)


def strip_trackers(query: str) -> str:
    """Return a query string as it was sent, without the parameters of trackers."""
    kept = [pair for pair in query.split("&") if not is_tracker(unquote_plus(pair.partition("=")[0], errors="replace"))]
    return "&".join(kept)


@dataclass(frozen=True)
class Remark:
    """What was asked under a name and could not be followed: a name, its values if they matter, and what was done instead.

    `what` and `done` are sentences without the name: "is given more than once", "The last, “areas”, is used".
    """

    name: str
    what: str
    done: str

    @property
    def shown_name(self) -> str:
        """The name as a page or a plain text repeats it."""
        return show(self.name)


@dataclass(frozen=True)
class Asked:
    """The parameters of a request as an address takes them: one value for each name, and a remark on whatever else there was."""

    values: dict[str, str]
    remarks: tuple[Remark, ...]


def read_parameters(given: Iterable[tuple[str, list[str]]], names: Collection[str], joined: Collection[str] = ()) -> Asked:
    """Return what is asked under the names that an address takes.

    `given` are names with all their values, as in a QueryDict's `lists()`. Equal values count once, empty ones beside others not
    at all. Of several the last counts, with a remark; under the names in `joined` they are one value, with a space between.
    """
    values, remarks = {}, []
    for name, all_values in given:
        told = list(dict.fromkeys(filter(None, all_values))) or [""]
        if name not in names:
            remarks.append(Remark(name, "is nothing that can be asked for here", "It was left out"))
            continue
        values[name] = " ".join(told) if name in joined else told[-1]
        if len(told) > 1 and name not in joined:
            listed = join_words([f"“{show(value)}”" for value in told[:MOST_SHOWN]])
            what = f"is given more than once, as {listed}{' and more' if len(told) > MOST_SHOWN else ''}"
            remarks.append(Remark(name, what, f"The last, “{show(told[-1])}”, is used, and what stood before it left out"))
    return Asked(values, tuple(remarks))


def show(text: str) -> str:
    """Return a name or a value in so many characters as a page repeats."""
    return shorten(text, LONGEST_SHOWN)
