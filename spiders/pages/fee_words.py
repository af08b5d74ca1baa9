"""Fee words: what pricing pages call that which is paid beside a plan, in the languages of pricing pages."""

import re

HEADS = re.compile(
    r"\badd[- ]?ons?\b|\bextras?\b|^(?:optional )?options?$|\boptional (?:extras|services|modules)\b|^add to (?:any|your|a) plan\b|\b(?:additional|other|further|also|one[- ](?:off|time)|usage|overage|transaction|processing|set-?up|onboarding|professional|implementation|training|hardware) (?:\w+ )?(?:charges?|charged|billed|fees?|costs?|services?|rates?|pricing|prices|items?)\b"
    r"|^(?:hardware|services|top[- ]?ups|fees|charges|modules|usage|overages?|fees (?:and|&) \w+|pay as you go|beyond your plan|on top)$|\btop[- ]?ups?\b"
    r"|^zusatz\w*|^einmalig\w*|\b(?:gebühren|zusatzmodule|zusatzleistungen|zusatzkosten|erweiterungen|optionen|weitere (?:leistungen|kosten|dienste)|dienstleistungen|nebenkosten|einrichtung und \w+|hardware)$"
    r"|^(?:nos |les )?(?:options|suppléments|modules complémentaires|services (?:complémentaires|additionnels|en option)|frais(?: [\w'’]+){0,4}|prestations(?: [\w'’]+){0,3}|matériel|autres frais|compléments|en option)$"
    r"|^(?:extras|complementos|opciones|servicios (?:adicionales|opcionales|extra)|cargos(?: \w+){0,3}|módulos(?: \w+){0,2}|costes (?:adicionales|únicos)|tarifas? (?:adicional(?:es)?|por \w+)|otros (?:costes|cargos|servicios))$|\badicion(?:ales|ais)$"
    r"|^(?:opzioni|extra|componenti aggiuntivi|servizi (?:aggiuntivi|opzionali|extra)|costi (?:aggiuntivi|una tantum)|moduli(?: \w+){0,2}|altri costi|tariffe(?: \w+){0,3}|hardware)$"
    r"|^(?:adicionais|opcionais|complementos|serviços (?:adicionais|opcionais|extras)|taxas(?: [\wçãõ]+){0,3}|tarifas(?: [\wçãõ]+){0,3}|módulos(?: \w+){0,2}|outros custos|custos (?:adicionais|únicos))$"
    r"|^(?:opties|extra['’]?s|uitbreidingen|eenmalige (?:kosten|diensten)|aanvullende (?:\w+)|bijkomende kosten|overige kosten|extra (?:diensten|modules|kosten|opties)|losse (?:diensten|modules))$"
    r"|^(?:dodatki|opcje(?: dodatkowe)?|usługi dodatkowe|dodatkowe (?:\w+)|opłaty(?: \w+){0,2}|moduły(?: \w+){0,2}|koszty (?:jednorazowe|dodatkowe)|pozostałe opłaty)$"
    r"|^(?:有料)?(?:オプション|追加(?:料金|オプション|サービス)|初期費用|その他(?:の)?(?:料金|費用)|従量課金|導入支援|付帯サービス|手数料)(?:料金|サービス|一覧)?$",
    re.IGNORECASE,
)
"""Headings below which stands what is paid beside a plan."""

_NOUN = (
    r"(?:(?:\w+ )?(?:set-?up|processing|transaction|activation|platform|service|card|hosting|maintenance|cancellation|reactivation|conversion) (?:fee|charge|cost)|set-?up|setting up|onboarding|implementation|installation|activation|migration(?: help)?|data (?:import|migration)|training(?: day| session)?|platform fee|joining fee|registration fee|sign-?up fee|enrolment fee|service fee|booking fee|late fee|delivery|shipping"
    r"|(?:erst|grund)?einrichtung(?:sgebühr|skosten|spauschale)?|aktivierung(?:sgebühr)?|anschlussgebühr|bereitstellung(?:sgebühr)?|inbetriebnahme|schulung(?:stag)?|datenübernahme|datenimport|onboarding-paket|servicepauschale|versandkosten"
    r"|mise en service|mise en place|frais d['’](?:installation|activation|adhésion|inscription|ouverture|accès|implémentation)|frais de (?:mise en service|dossier|configuration|paramétrage|migration|formation|création)|paramétrage|formation|reprise (?:de vos |des )?données|déploiement"
    r"|alta|cuota de alta|puesta en marcha|instalación|configuración(?: inicial)?|implementación|implantación|formación|capacitación|migración(?: de datos)?|activación"
    r"|attivazione|configurazione(?: iniziale)?|installazione|formazione|avviamento|migrazione(?: dei dati)?|importazione dati|canone di attivazione"
    r"|taxa de (?:adesão|implantação|instalação|ativação|configuração)|adesão|implantação|instalação|configuração|ativação|treinamento|formação|migração(?: de dados)?"
    r"|inrichting|opstartkosten|implementatie|installatie(?:kosten)?|activatie(?:kosten)?|aansluitkosten|datamigratie|migratie|configuratie"
    r"|wdrożenie|opłata (?:aktywacyjna|instalacyjna|startowa|wdrożeniowa)|instalacja|szkolenie|aktywacja|konfiguracja|migracja danych"
    r"|初期費用|導入費用|導入支援|初期設定(?:費用)?|設定費用?|登録料|データ移行|事務手数料|研修)"
)
FEE = re.compile(rf"(?<![^\W_])(?<!\w-){_NOUN}(?![^\W_ー])", re.IGNORECASE)
"""What is paid once or beside a plan, by its name."""

ONCE = re.compile(
    r"\bone[- ](?:time|off)\b|\bonce\b(?=\s*(?:$|[.,;)]|per\b|and\b|for\b|to\b|when\b|plus\b))|\bsingle payment\b|\beinmalig\w*|\ball['’]achat\b|\bà l['’]achat\b|\bune (?:seule )?fois\b|\b(?:paiement|frais) uniques?\b|\b(?:pago|pagamento) único\b|\buna (?:sola )?vez\b|\bde una vez\b|\buma (?:única |só )?vez\b|\buna tantum\b|\buna sola volta\b|\beenmalig\w*|\bjednorazow\w*|買い切り|一回|初回のみ|一度",
    re.IGNORECASE,
)
"""Words that say that something is paid a single time."""

MORE = re.compile(
    r"(?<![^\W_])(?:additional|extra|added|further|overage|zusätzlich\w*|weiter(?:e[nrs]?)?|supplémentaires?|additionnel(?:le)?s?|en plus|adicional(?:es)?|aggiuntiv[oiae]|ulterior[ei]|in più|adicionais|bijkomend\w*|aanvullend\w*|dodatkow\w*|kolejn\w*|追加)(?![^\W_])",
    re.IGNORECASE,
)
"""Words that say that an amount is for more than a plan holds."""

OTHER_MONEY = re.compile(
    r"\b(?:hir(?:e|ing)|agenc(?:y|ies)|freelanc\w+|lawyers?|consultants?|accountants?|bookkeepers?|in-house|by hand|manual\w*|traditional\w*|spreadsheets?|without us|mistakes?|the cost of|before us|agentur\w*|steuerberater\w*|anwalt\w*|avocats?|comptables?|abogados?|gestor(?:ía)?|avvocat\w+|commercialista|advogados?|contador(?:es)?|boekhouder\w*|advocaat|księgow\w+)\b"
    r"|\b(?:sav(?:e|es|ed|ing|ings)|earn\w*|rais(?:e|ed|es)|revenue|turnover|invoic(?:e|es|ed) of|los(?:t|e|es|ing)|average|worth|up to|rent|compet\w+|salar\w+|instead|used to|had cost|refund\w*|fine[sd]?|penalt\w+|vouchers?|gift\w*|credits?|minimum|spend\w*|spent|if you|value|donat\w+|donors?|sponsor\w*|backers?|bounty|cash ?back|invest\w*|fund\w*|budget|limit|maximum|elsewhere|other (?:\w+ )?(?:tools?|apps?|vendors?|providers?|products?|banks?|software)|typical\w*|example|market|cut|cuts|slash(?:es|ed)|reduced|lowered|halved|dropped|deductible|(?<!-)free)\b"
    r"|\b(?:umsatz\w*|spar\w+|gespart|ersparnis|verdien\w+|gekostet|hätte|durchschnitt\w*|gutschein\w*|guthaben|förder\w*|zuschuss|bis zu|statt|beispiel\w*|rabatt|mindest\w*|kostete|rückerstatt\w*|andere (?:anbieter|banken|tools))\b"
    r"|\b(?:économis\w*|gagn\w+|chiffre d['’]affaires|en moyenne|jusqu['’]à|au lieu|remise|amende|bon d['’]achat|subvention|exemple|plafond|coûtait|avait coûté|minimum|remboursement|concurrents?)\b"
    r"|\b(?:ahorr\w+|gan(?:a|an|ar|ó)|facturación|promedio|media|hasta|en lugar|descuento|multa\w*|multar|vale|subvención|ejemplo|costaba|mínimo|reembolso|competidor\w*|otros)\b"
    r"|\b(?:risparmi\w*|guadagn\w+|fatturato|fino a|invece|sconto|multa|buono|esempio|costava|minimo|rimborso|concorren\w+|altri)\b"
    r"|\b(?:econom\w+|poup\w+|faturamento|média|até|em vez|desconto|multa|vale|exemplo|custava|mínimo|reembolso|concorren\w+|outros)\b"
    r"|\b(?:bespaar\w*|bespar\w+|verdien\w*|omzet|gemiddeld\w*|in plaats|korting|boete|bon|subsidie|voorbeeld|kostte|terug|andere)\b"
    r"|\b(?:oszczęd\w+|zarabi\w+|przychod\w*|średnio|zamiast|rabat|kara|bon|dotacj\w*|przykład\w*|kosztował\w*|minim\w*|zwrot|inn\w+)\b|節約|平均|補助|最大|例えば|他社|割引|売上",
    re.IGNORECASE,
)
"""Words in a sentence whose amounts may be anything but what this vendor charges."""

VERB = re.compile(
    r"\s*(?:(?:currently|always|then|also|only)\s+)?(?:costs?|(?:is|are)(?: (?:charged|billed|priced|available|sold))?(?: at| for)?|runs?|starts? at|kostet|kosten|beträgt|betragen|wird mit|co[uû]te(?:nt)?|est (?:facturée? |à )|sont (?:facturée?s |à )|cuestan?|costa(?:no)?|é|è|sono|custam?|kost|kosztuj[eą]|wynosi)\s*(?:(?:just|only|an? (?:extra|additional|further)|another|einmalig|zusätzlich|nur|jeweils|ab|from|eenmalig|solo|sólo|apenas|slechts|tylko|jednorazowo)\s+){0,2}$",
    re.IGNORECASE,
)
"""What stands between the name of a thing and what it costs."""


_NAMES = frozenset({"extra", "services", "modules", "pay as you go", "usage"})
"""Words over extras that name a plan too."""


def is_extras_head(text: str) -> bool:
    """Tell whether words are those of a heading over extras, and name no plan."""
    return HEADS.fullmatch(text) is not None and text.lower() not in _NAMES
