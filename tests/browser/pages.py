"""Every kind of public page, with the address of one of its kind: what all pages are checked for is checked on these.

A new page is one line here. tests/test_page_kinds.py holds that no public address is forgotten.
"""

WITHDRAWN = "withdrawn-claim"  # the key of a claim that the shipped profile does not hold: test_every_page.py makes it
PAGES = {
    "home": "/",
    "topic with figures": "/topics/size/",
    "topic with many questions": "/topics/tactics/",
    "question with an axis": "/questions/fighters/",
    "question with a matrix": "/questions/countries/",
    "question in words": "/questions/strength-capability/",
    "claim": "/claims/fighters-about-800/",
    "claim of two documents": "/claims/income-18-to-35-million-dollars/",
    "withdrawn claim": f"/claims/{WITHDRAWN}/",
    "claims": "/claims/",
    "claims, filtered": "/claims/?topic=size&document=acled",
    "claims, filter that can't be read": "/claims/?date=soon&colour=red",
    "claims, none left": "/claims/?topic=size&date=1950",
    "figures": "/figures/",
    "actors": "/actors/",
    "person": "/actors/iyad-ag-ghali/",
    "group": "/actors/katiba-macina/",
    "question with forms of a name": "/questions/aqim-names/",
    "place": "/places/mali/",
    "map": "/map/",
    "map, attacks": "/map/?layer=attacks",
    "map, expansion by year": "/map/?layer=expansion",
    "timeline": "/timeline/",
    "timeline, filtered": "/timeline/?document=kennisbank",
    "developments": "/developments/",
    "developments, since a year": "/developments/?since=2020",
    "developments, since that can't be read": "/developments/?since=soon&colour=red",
    "lineage": "/lineage/",
    "lineage, ties of an actor": "/lineage/?actor=isgs&kind=rivalry",
    "lineage, filter that can't be read": "/lineage/?kind=friendship&colour=red",
    "coverage": "/coverage/",
    "coverage, filtered": "/coverage/?topic=size",
    "coverage, by verdict": "/coverage/?only=alone&sort=verdict",
    "coverage, contradictions": "/coverage/?verdict=contradiction",
    "coverage, all differences": "/coverage/?verdict=differ&sort=reason",
    "coverage, differences of a document": "/coverage/?document=acled&only=differs",
    "coverage, filter that can't be read": "/coverage/?only=all&colour=red",
    "reliance": "/reliance/",
    "repeats": "/repeats/",
    "repeats, of two documents": "/repeats/globalsecurity/group-overview/",
    "repeats, of two documents that share nothing": "/repeats/globalsecurity/acled/",
    "repeats, of a work": "/repeats/globalsecurity/works/eizenga-williams-2020/",
    "search": "/search/",
    "search, found": "/search/?q=Mali",
    "search, nothing found": "/search/?q=nothingofthisname",
    "documents": "/sources/",
    "reader": "/sources/acled/",
    "reader at a claim": "/sources/kennisbank/?claim=fighters-about-800",
    "works": "/works/",
    "work": "/works/eizenga-williams-2020/",
    "about": "/about/",
    "method": "/method/",
    "components": "/method/components/",
}
NOT_FOUND = "/no/such/page/"
# Former pages, and where they are now; links that others have made lead there for good.
MOVED = {
    "/relations/": "/lineage/",
    "/relations/?actor=isgs&kind=rivalry": "/lineage/?actor=isgs&kind=rivalry",
    "/relations/?colour=red": "/lineage/?colour=red",
    "/differences/": "/coverage/?verdict=differ&sort=verdict",
    "/differences/?by=kind": "/coverage/?verdict=differ&sort=verdict",
    "/differences/?by=reason": "/coverage/?verdict=differ&sort=reason",
    "/differences/?by=chapter": "/coverage/?verdict=differ&sort=chapter",
}
# Public addresses that are not pages.
OTHERS = {
    "/healthz",  # one word for a machine
    "/readyz",  # likewise
    "/favicon.ico",  # a picture
    "/robots.txt",
    "/site.webmanifest",
    "/sitemap.xml",
    "/sitemap-claims.xml",
    "/coverage.csv",
    "/claims/fighters-about-800/evidence/",  # a piece of a page, for the panel beside another
}
