"""Walls: what stands in the place of a page, told by its words in seven languages and by the marks of guards.

Patterns that `Look.states` uses are matched at the start of a line: a page that quotes a wall is not one.
"""

import re

from spiders.pages.look import Look


def _any(*parts: str) -> re.Pattern[str]:
    return re.compile("|".join(parts), re.IGNORECASE)


_CHALLENGE_HEAD = _any(
    r"just a moment", r"nur einen moment", r"un instant…", r"attention required", r"(?:checking|verifying) your (?:browser|connection)",
    r"^client challenge$", r"captcha interception", r"^captcha(?: required| check)?$", r"making sure you(?:['’]re| are) not a bot", r"vercel security checkpoint",
    r"access (?:to this (?:page|site|website) )?(?:has been )?(?:denied|limited|restricted|blocked)", r"your access to this site has been limited", r"request rejected", r"web ?page blocked",
    r"are you (?:a robot|human)\b", r"(?:verify|confirm|prove) (?:that )?you(?:['’]re| are) (?:not a robot|a? ?human)", r"robot check", r"security (?:check|verification)$", r"human verification",
    r"pardon our interruption", r"ddos[- ](?:protection|guard)", r"request (?:blocked|unsuccessful)", r"unusual traffic", r"^one more step", r"you have been blocked", r"bot (?:check|detection|protection)$",
    r"^error 10\d\d\b", r"^403\b", r"^forbidden\b", r"^blocked$", r"sicherheits(?:überprüfung|prüfung)", r"kein roboter", r"zugriff verweigert", r"accès (?:refusé|interdit|temporairement)",
    r"acceso (?:denegado|restringido)", r"accesso negato", r"acesso negado", r"toegang geweigerd", r"you(?:['’]re| are) (?:now )?in (?:line|the queue|a (?:waiting|virtual) )", r"^(?:virtual )?waiting room", r"^queue-it$",
    r"too many requests", r"^rate limit(?:ed)?\b[^.]{0,20}exceeded", r"^you are being rate limited", r"slow down$", r"requests too (?:quickly|fast)", r"zu viele anfragen", r"trop de requêtes", r"demasiadas solicitudes",
    r"(?:not|isn['’]t) (?:currently )?available in your (?:country|region|location)", r"unavailable (?:due to|for) legal reasons", r"in (?:ihrem|deinem) land nicht verfügbar", r"pas disponible dans votre (?:pays|région)", r"no (?:está )?disponible en (?:tu|su) (?:país|región)",
    r"unsupported browser", r"browser (?:is )?(?:not|no longer|isn['’]t) supported", r"(?:upgrade|update) your browser", r"outdated browser", r"browser (?:wird )?nicht (?:mehr )?unterstützt", r"navigateur n['’]est pas (?:pris en charge|supporté)", r"whoa there",
)  # fmt: skip
_CHALLENGE_LINE = _any(
    r"\W*(?:please )?(?:wait while we (?:verify|check)|enable js and disable any ad blocker|slide to verify|complete the (?:captcha|security check)|confirm (?:that )?you)",
    r"\W*(?:we(?:['’]re| are) )?(?:checking|verifying) (?:your (?:browser|connection)|if the site connection is secure|you are human)", r".{0,40}enable javascript and cookies to continue",
    r".{0,30}(?:verify|confirm|prove|make sure) (?:that )?you(?:['’]re| are) (?:not a robot|a? ?human)", r".{0,80}verify that you(?:['’]re| are) not a robot", r"\W*(?:press|click) (?:&|and) hold", r".{0,60}unusual (?:traffic|activity) (?:from|coming)",
    r"\W*your (?:request|access|ip(?: address)?) (?:has been|was|to this \w+ has been) (?:blocked|limited|denied|banned)", r"\W*you (?:don['’]t|do not) have permission to access", r"\W*access (?:to this (?:page|site|resource) )?(?:is|has been|was) (?:denied|blocked|restricted)",
    r".{0,60}automated (?:access|queries|requests)", r"\W*(?:please )?solve (?:the|this) (?:captcha|puzzle)", r".{0,80}needs to review the security of your connection", r"\W*as you were browsing something", r"\W*the requested url was rejected",
    r"\W*(?:to show|prove) that you are not a (?:program|robot)", r"\W*enter the characters you see", r".{0,60}(?:kein roboter|kein bot) sind", r".{0,40}ob sie ein mensch sind", r".{0,60}ungewöhnliche[nr]? (?:datenverkehr|aktivität)",
    r".{0,60}(?:activité|trafic) inhabituel", r".{0,60}n['’]êtes pas un robot", r".{0,60}su solicitud ha sido bloqueada", r".{0,60}no (?:es|eres) un robot", r".{0,60}tráfico inusual",
    r"\W*rate limit(?:ed)?\b[^.]{0,20}exceeded", r"\W*(?:you (?:have )?(?:made|sent) )?too many requests", r".{0,60}network sent too many requests", r"\W*request rate is too high",
    r"\W*(?:sorry|unfortunately)?,? ?(?:this|our) (?:\w+ )?(?:content|site|website|page|video|service) is (?:not|currently not|currently unavailable|unavailable|not currently) (?:available )?in (?:your|most)\b", r".{0,60}access cannot be granted at this time",
    r"\W*you are using an? (?:outdated|unsupported|old) browser", r"\W*the owner of this website \([^)]*\) has banned", r"\W*a required part of this site couldn['’]t load", r"\W*request unsuccessful\. incapsula", r"\W*this page (?:cannot|can ?not) be displayed\. please contact the admin",
)  # fmt: skip
# Firewalls say it in a sentence of their own words, so the sentence may stand anywhere in a page that has no other.
_BANNED = _any(
    r"\byou have been (?:temporarily )?(?:blocked|banned)\b", r"\b(?:your|the|this) (?:\w+ ){0,3}(?:request|access|ip(?: address)?)\b[^.!?]{0,90}\b(?:was|been|got) (?:temporarily |automatically )?(?:blocked|banned|restricted|refused|dropped)\b",
    r"^[\d.]{7,15} has been (?:banned|blocked)", r"\bblocked your ip\b", r"your request (?:cannot|could not) be processed\W+for security", r"protection system has detected an issue with your ip", r"\banfrage wurde .{0,60}(?:geblockt|blockiert|abgelehnt)", r"seguran[cç]a online que o protege contra ataques",
)  # fmt: skip
_GUARD = _any(
    r"_cf_chl_opt", r"cf-chl-", r"challenge-form", r"challenge-platform/h/", r"px-captcha", r"captcha-delivery\.com", r"_Incapsula_Resource", r"awsWafCookieDomainList", r"AwsWafIntegration", r"gokuProps", r"\bKPSDK\b",
    r"/ips\.js\?", r"ddos-guard/", r"geo\.captcha", r"arkoselabs", r"perimeterx", r"sec-cpt", r"bm-verify", r"sucuri_cloudproxy", r"\.within\.website/x/cmd/anubis", r"/_fs-ch-", r"nc_wrapper", r"validateCaptcha", r"queueclient\.min\.js",
    r"window\.location\.(?:href|replace)[^;]{0,80}authwall",
)  # fmt: skip
_WIDGET = _any(
    r"cf-turnstile", r"g-recaptcha", r"h-captcha", r"frc-captcha", r"captcha-container", r"/captcha[./?]"
)
_LOGIN = _any(
    r"\b(?:log|sign)(?:ging|ing)?[ -]?in\b", r"\blogin\b", r"members? only", r"authentication required", r"authorization required", r"enter your password", r"anmelden", r"einloggen", r"se connecter", r"connectez-vous", r"connexion",
    r"iniciar sesi[oó]n", r"inloggen", r"accedi\b", r"\baccesso\b", r"iniciar sessão", r"\bsso\b", r"single sign-on",
)  # fmt: skip
_LOGIN_LINE = _any(
    r"\W*(?:please )?(?:log|sign) ?in (?:again )?(?:to (?:continue|keep|see|view|read|access)|or register)", r"\W*you (?:must|need to|have to) (?:be logged in|log ?in|sign ?in)", r"\W*your session has (?:expired|ended|timed out)", r".{0,60}requires you to be registered and logged in",
    r"\W*subscribe (?:now )?to (?:continue|keep) reading", r"\W*this (?:article|content|story|page) is (?:only )?(?:for|available to) (?:paying )?(?:subscribers|members)", r"\W*already a (?:subscriber|member)\?", r"\W*this content is password[- ]protected", r"\W*enter (?:store|site) using password",
    r"\W*this server could not verify that you are authori[sz]ed", r"\W*(?:dieser (?:artikel|inhalt) ist nur für|weiterlesen mit)", r"\W*(?:bitte )?melden sie sich an, um", r"\W*(?:cet article est réservé|réservé) aux? abonnés", r"\W*(?:este (?:artículo|contenido) es )?(?:solo|exclusivo) para suscriptores",
    r"\W*this area is for members only", r"\W*enter your e-?mail to (?:log|sign) ?in", r"\W*continue with (?:sso|google|microsoft|apple)\b.{0,60}$",
)  # fmt: skip
_CONSENT = _any(
    r"before (?:you|we) continue", r"bevor sie (?:zu|fortfahren|weiter)", r"avant d['’]accéder", r"antes de (?:continuar|ir a)", r"we (?:value|respect|care about) your privacy", r"your privacy(?: choices| matters| is important)?", r"privacy[ -](?:settings|preferences|choices|instellingen)",
    r"\bcookies?\b", r"consent", r"zustimmung", r"vos choix", r"datenschutz(?:einstellungen)?", r"privatsphäre", r"bienvenue", r"willkommen", r"la tua privacy", r"tu privacidad", r"family of brands",
)  # fmt: skip
_COOKIES = _any(
    r"\bcookies?\b",
    r"\bconsent\b",
    r"\bgdpr\b",
    r"\b(?:partners|partenaires|partner|socios)\b",
    r"datenschutz",
    r"tracking",
)
_AGREE = _any(
    r"^(?:i |yes,? i )?(?:accept|agree|allow|reject|decline|disagree|deny|consent|ok$|got it|manage)\b", r"^(?:alle[sn]? )?(?:akzeptieren|ablehnen|zustimmen)\b", r"^ich stimme zu", r"^(?:tout )?(?:accepter|refuser)\b", r"^(?:aceptar|rechazar|permitir|denegar)\b",
    r"^(?:accett[ao]|rifiut[ao])\b", r"^aceitar\b", r"^akkoord\b", r"^accepteren\b",
)  # fmt: skip
_AGE = _any(
    r"(?:are|is) (?:you|your age) (?:of legal|over|at least|above|18|21)", r"legal drinking age", r"^age (?:check|verification|gate|restricted)", r"enter your (?:birth ?date|date of birth|age)", r"verify your age", r"mindestens (?:16|18) jahre", r"^alters(?:prüfung|verifikation|nachweis)",
    r"volljährig", r"(?:plus de|moins de) 18 ans", r"mayor(?:es)? de (?:edad|18)",
)  # fmt: skip
_COUNTRY = _any(
    r"(?:choose|select|pick) (?:your|a) (?:country|region|location)",
    r"wählen sie ihr land",
    r"choisissez votre pays",
    r"(?:elige|seleccion[ae]) (?:tu|su) país",
)


def is_challenge(look: Look) -> bool:
    """Tell whether a guard asks to prove something or refuses, in words or by the marks of its script."""
    if look.length < 1500 and look.is_about(_CHALLENGE_HEAD) and _is_bare(look):
        return True
    if not look.brief:
        return False
    if look.states(_CHALLENGE_LINE) or _BANNED.search(look.text) or _GUARD.search(look.document.source):
        return True
    widget = look.length < 300 and _WIDGET.search(look.document.source) is not None
    return widget and look.headings <= 1 and not look.fields()


def is_refusal(look: Look) -> bool:
    """Tell whether an answer of bad status says that a guard or a limit is the reason."""
    return look.length < 3000 and (look.is_about(_CHALLENGE_HEAD) or is_challenge(look))


def is_login(look: Look) -> bool:
    """Tell whether a page is little more than a form to log in, or says that only members may read on."""
    asking = [form for form in look.forms() if form.find("input", type="password") is not None]
    beside = look.beside(asking)
    if look.asks_password and look.length < 2000 and look.says(_LOGIN) and (not asking or beside < 500):
        return True
    if look.asks_password and look.length < 400 and beside < 150 and _LOGIN.search(look.text):
        return True
    if look.length < 600 and look.links < 12 and look.is_about(_LOGIN):
        forms = look.forms()
        if forms and look.beside(forms) < 250:
            return True
        if _LOGIN.search(look.title) and look.without_scripts() < 80:
            return True
    return look.brief and look.states(_LOGIN_LINE) and look.beside(look.forms()) < 450


def is_question(look: Look) -> bool:
    """Tell whether a page is little more than a question: for consent, for an age or for a country."""
    if look.length < 600 and look.links < 25 and look.is_about(_AGE) and (look.buttons or look.fields()):
        return True
    if look.length < 600 and look.is_about(_COUNTRY):
        return True
    if look.length >= 3000 or look.links >= 25 or not _COOKIES.search(look.text):
        return False
    agreeing = [button for button in look.buttons if _AGREE.search(look.word_of(button))]
    return bool(agreeing) and look.says(_CONSENT) and look.beside_question(agreeing, _COOKIES) < 80


def _is_bare(look: Look) -> bool:
    """Tell whether a page leads to few places and lists little, as a wall does."""
    items = len(look.document.named["li"]) + len(look.document.named["td"])
    return look.length < 300 or (look.links <= 8 and items <= 8)
