"""The four products of the fictional market as they stand on the first night."""

from decimal import Decimal

from rivalscope.demo.site import Cell, Layout, Plan, Row, Site

OURS = "quillemar"


def plan(name: str, monthly: str | None, annual: str | None, blurb: str) -> Plan:
    """Return a plan from amounts written as text; None as the monthly amount means "contact sales"."""
    return Plan(
        name=name,
        monthly=None if monthly is None else Decimal(monthly),
        annual=None if annual is None else Decimal(annual),
        blurb=blurb,
    )


def row(name: str, text: str, *cells: Cell) -> Row:
    """Return a feature with one cell for each plan."""
    return Row(name=name, text=text, cells=cells)


QUILLEMAR = Site(
    slug=OURS,
    name="Quillemar",
    layout=Layout.CARDS,
    currency="USD",
    headline="Support that reads like a letter, not like a form",
    description="Quillemar is a help desk for small and mid-sized teams that write to their customers.",
    plans=(
        plan("Solo", "0", None, "One agent, one inbox, no card needed"),
        plan("Team", "15", "12", "For teams that answer together"),
        plan("Business", "32", "27", "For teams with promises to keep"),
        plan("Enterprise", None, None, "For companies with a security questionnaire"),
    ),
    rows=(
        row("Shared inbox", "Everybody sees who is answering what.", True, True, True, True),
        row("Live chat", "Talk to visitors while they read.", False, True, True, True),
        row("Knowledge base", "Articles that search finds and people read.", True, True, True, True),
        row("SLA timers", "Response targets by customer and by hour.", False, False, True, True),
        row("Automation rules", "When this happens, do that.", False, "10 rules", "100 rules", "Unlimited"),
        row("Saved replies", "Write it once, send it for years.", True, True, True, True),
        row("Reporting", "Volumes, first reply and resolution times.", False, False, True, True),
        row("Mobile app", "Answer from a train.", True, True, True, True),
        row("Single sign-on", "SAML and OpenID Connect.", False, False, False, True),
        row("API", "Everything the screens do, by request.", False, False, True, True),
        row("Customer portal", "Customers see their own tickets.", False, True, True, True),
        row("Satisfaction surveys", "One question after each answer.", False, True, True, True),
        row("Ticket merging", "Two messages about one thing become one.", False, True, True, True),
        row("Custom fields", "The details that only you need.", False, False, True, True),
        row("Time tracking", "Minutes spent on each ticket.", False, False, False, False),
        row("Audit log", "Who changed what, and when.", False, False, False, True),
        row("Data export", "Everything you wrote, as files.", True, True, True, True),
        row("Storage", "Room for attachments.", "1 GB", "10 GB", "100 GB", "Unlimited"),
    ),
)

DASPERDESK = Site(
    slug="dasperdesk",
    name="Dasperdesk",
    layout=Layout.TABLE,
    currency="USD",
    headline="The service desk for growing companies",
    description="Dasperdesk brings tickets, telephone and reports together for service teams of every size.",
    plans=(
        plan("Free", "0", None, "Up to three agents"),
        plan("Team", "19", "16", "For small service teams"),
        plan("Company", "49", "42", "For several departments"),
        plan("Enterprise", None, None, "For many brands and regions"),
    ),
    rows=(
        row("Team inbox", "One queue for every channel.", True, True, True, True),
        row("Live chat", "Chat on your site and in your product.", False, True, True, True),
        row("Help centre", "A home for your articles.", False, False, True, True),
        row("SLA management", "Targets, calendars and escalations.", False, False, True, True),
        row("Workflow rules", "Route, tag and escalate without hands.", False, True, True, True),
        row("Canned responses", "Answers ready to send.", True, True, True, True),
        row("Dashboards", "Figures for every queue and agent.", False, False, True, True),
        row("Mobile app", "For Android and iOS.", True, True, True, True),
        row("Single sign-on", "SAML for all agents.", False, False, False, True),
        row("REST API", "Build on top of the desk.", False, False, True, True),
        row("Customer portal", "Tickets, invoices and contracts.", False, False, True, True),
        row("CSAT surveys", "Stars and comments after a ticket.", False, True, True, True),
        row("Voice calls", "A telephone queue in the desk.", False, False, "Add-on", True),
        row("Time tracking", "Timers and rates on every ticket.", False, False, True, True),
        row("Translation", "Incoming tickets in your language.", False, False, False, "Add-on"),
        row("Merge tickets", "Duplicates out of the way.", False, True, True, True),
        row("Custom fields", "Forms as you need them.", False, True, True, True),
        row("Audit log", "Every change recorded.", False, False, False, True),
        row("Seats", "Agents in the plan.", "3", "25", "Unlimited", "Unlimited"),
    ),
)

TOLVENNA = Site(
    slug="tolvenna",
    name="Tolvenna",
    layout=Layout.JSONLD,
    currency="EUR",
    headline="Know your support by numbers",
    description="Tolvenna is a help desk with analytics at its heart, made for teams that measure.",
    plans=(
        plan("Starter", "12", None, "For the first agents"),
        plan("Growth", "35", None, "For teams that measure"),
        plan("Scale", "59", None, "For teams that forecast"),
    ),
    rows=(
        row("Shared inbox", "All messages, one list.", True, True, True),
        row("Live chat", "A chat bubble for your site.", True, True, True),
        row("Knowledge base", "Articles with figures on who read them.", None, True, True),
        row("SLAs", "Targets with forecasts of breaches.", None, True, True),
        row("Automations", "Rules with conditions and schedules.", None, True, True),
        row("Saved replies", "Replies with their success rates.", True, True, True),
        row("Analytics", "Every figure of your support, by the hour.", True, True, True),
        row("Mobile app", "Figures and tickets in your pocket.", True, True, True),
        row("SSO", "SAML and SCIM.", None, None, True),
        row("API", "Tickets and figures by request.", True, True, True),
        row("Customer portal", "Self-service for your customers.", None, True, True),
        row("Satisfaction surveys", "With a trend for every agent.", None, True, True),
        row("Time tracking", "Time by ticket, customer and agent.", None, True, True),
        row("Custom fields", "Your own columns in every report.", None, True, True),
        row("Data export", "To files, nightly.", None, True, True),
        row("Mailboxes", "Addresses that feed the inbox.", "2 mailboxes", "10 mailboxes", "Unlimited"),
    ),
)

OBRIXY = Site(
    slug="obrixy",
    name="Obrixy",
    layout=Layout.TOGGLE,
    currency="USD",
    headline="Customer support from your phone",
    description="Obrixy is the mobile-first help desk for shops, hotels and teams on the move.",
    plans=(
        plan("Basic", "9", "7", "For a shop and its owner"),
        plan("Plus", "25", "20", "For teams on the move"),
    ),
    rows=(
        row("Shared inbox", "One inbox for all of you.", True, True),
        row("Live chat", "Chat from wherever you are.", None, True),
        row("Automation rules", "Simple rules for simple things.", None, "20 rules"),
        row("Saved replies", "Answers at a tap.", True, True),
        row("Reports", "The week at a glance.", None, True),
        row("Mobile app", "The whole desk on Android and iPhone.", True, True),
        row("Push notifications", "Know at once, or at nine.", True, True),
        row("Surveys", "A smile or a frown.", None, True),
        row("Voice calls", "Call back from the ticket.", None, True),
        row("Ticket merging", "Tap, tap, merged.", None, True),
        row("Custom fields", "Room number, order number, anything.", None, True),
        row("Dark mode", "For late shifts.", True, True),
        row("Data export", "Take your tickets with you.", None, True),
    ),
)

PRODUCTS = (QUILLEMAR, DASPERDESK, TOLVENNA, OBRIXY)
