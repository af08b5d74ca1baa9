"""Tongues: the words for periods, people, billing and tax that price terms use in the languages of pricing pages."""

MONTHS = (
    "month", "months", "mo", "mth", "mnth", "mon", "monat", "monate", "mois", "mes", "meses", "mese", "mesi", "maand", "mês", "mån", "månad", "måned", "månaden", "måneden",
    "mnd", "md", "mies", "miesiąc", "měsíc", "měs", "мес", "месяц", "міс", "місяць", "kk", "kuukausi", "ay", "hó", "hónap", "lună", "月", "か月", "ヶ月", "个月", "월",
    "חודש", "माह", "महीना", "شهر", "الشهر", "tháng", "bulan", "mesiac", "mesiace", "μήνα", "μήνας", "เดือน",
)  # fmt: skip
YEARS = (
    "year", "years", "yr", "annum", "annual", "jahr", "an", "année", "año", "anno", "jaar", "ano", "12 months", "år", "året", "rok", "год", "рік", "vuosi", "yıl",
    "év", "年", "년", "연", "שנה", "वर्ष", "साल", "سنة", "السنة", "năm", "tahun", "έτος", "χρόνο", "ปี",
)  # fmt: skip
SEATS = (
    "user", "seat", "member", "agent", "editor", "host", "person", "people", "pax", "employee", "license", "licence", "collaborator", "contributor", "creator",
    "rep", "representative", "technician", "admin", "administrator", "developer", "dev", "teammate", "learner", "student", "attendee", "individual", "operator",
    "staff", "staffer", "associate", "recruiter", "contractor", "nutzer", "benutzer", "nutzerin", "mitarbeiter", "mitarbeitende", "lizenz", "utilisateur",
    "utilisatrice", "collaborateur", "licencia", "usuario", "usuário", "utente", "persona", "pessoa", "personne", "gebruiker", "medewerker", "användare",
    "bruger", "bruker", "użytkownik", "użytkownika", "uživatel", "uživatele", "пользователь", "пользователя", "käyttäjä", "kullanıcı", "felhasználó", "utilizator",
    "mitglied", "arbeitsplatz", "membre", "salarié", "salariée", "siège", "miembro", "empleado", "empleada", "puesto", "agente", "postazione", "membro", "dipendente", "collaboratore",
    "licenza", "licença", "funcionário", "colaborador", "licentie", "lid", "werknemer", "medlem", "anställd", "licens", "medarbetare", "medarbejder", "ansat", "ansatt", "lisens",
    "stanowisko", "członka", "członek", "pracownika", "pracownik", "licencję", "licencja", "zaměstnance", "zaměstnanec", "člena", "сотрудник", "сотрудника",
    "ユーザー", "ユーザ", "席", "メンバー", "従業員", "社員", "スタッフ", "ライセンス", "席位", "员工", "成员", "人", "名", "用户", "사용자", "명", "משתמש", "उपयोगकर्ता", "مستخدم", "pengguna", "χρήστη", "χρήστης", "používateľ", "používateľa", "head", "ผู้ใช้",
)  # fmt: skip
MARKED = ("माह", "महीना", "वर्ष", "उपयोगकर्ता", "เดือน", "ปี", "ผู้ใช้", "شهريًا", "سنويًا", "شهرياً", "سنوياً")
"""Words with vowel signs, which are no letters to a pattern."""

MONTHLY = (
    "monthly", "monatlich", "mensuel", "mensuellement", "mensual", "mensuales", "mensualmente", "mensal", "mensalmente", "mensile", "mensili", "maandelijks",
    "månadsvis", "månedlig", "månedligt", "miesięcznie", "měsíčně", "mesačne", "ежемесячно", "щомісяця", "aylık", "havonta", "havi", "kuukaudessa", "kuukausittain",
    "lunar", "شهرياً", "شهريًا", "شهريا", "לחודש", "每月",
)  # fmt: skip
YEARLY = (
    "annually", "yearly", "annual", "jährlich", "annuel", "annuellement", "anual", "anuales", "anualmente", "annuale", "annuali", "annualmente", "jaarlijks",
    "årligen", "årligt", "årlig", "rocznie", "ročně", "ročne", "ежегодно", "щороку", "yıllık", "évente", "évi", "vuodessa", "vuosittain", "سنوياً", "سنويًا", "سنويا", "לשנה", "每年",
)  # fmt: skip

_MONTHLY_WORDS = r"(?:月|毎月|月々|月額)(?:払い|契約|請求)|按月(?:付费|支付|计费)|월(?:간)? ?(?:결제|청구)|monatliche?[rsnm]?|mensuel(?:le)?(?:ment)?|mensual(?:mente)?|mensal(?:mente)?|mensil(?:e|mente)|maandelijkse?|månadsvis|månedlig[te]?|miesięcznie|měsíčně|měsíční|mesačne|miesięczn(?:ej|y|a)|havi|aylık|kuukausittain|lunar|ежемесячно"
_YEARLY_WORDS = r"(?:年|毎年|年額|年間)(?:一括)?(?:払い|契約|請求)|按年(?:付费|支付|计费)|연(?:간)? ?(?:결제|청구)|jährliche?[rsnm]?|annuel(?:le)?(?:ment)?|anual(?:mente)?|annual(?:e|mente)|jaarlijkse?|årligen|årsvis|årlig[te]?|rocznie|roczn(?:ej|y|a)|ročně|roční|ročne|éves|évente|yıllık|vuosittain|за год|ежегодно"
_ONCE_IN_MONTH = r"(?:(?:une fois |eens |en gång |una (?:vez|volta) |uma vez |einmal )?(?:par|pro|per|im|por|al|ao|au|i|om|w) (?:mois|monat|maand|mes|mese|mês|månaden?|måneden?|miesiącu))|mois par mois"
_ONCE_IN_YEAR = r"(?:(?:une (?:seule )?fois |(?:eens|één keer|eenmaal) |en gång |una (?:sola )?(?:vez|volta) |uma (?:única )?vez |einmal |raz )?(?:(?:par|pro|per|im|por|al|ao|om|w) (?:an|année|jahr|jaar|året?|año|anno|ano|roku)|all['’]anno|l['’]an|à l['’]année|på året))"
_CYCLE = rf"(?:(?P<monthly{{0}}>{_MONTHLY_WORDS})|(?P<yearly{{0}}>{_YEARLY_WORDS}))"
_BY_CYCLE = (
    rf"(?:(?P<monthly1>{_MONTHLY_WORDS}|{_ONCE_IN_MONTH})|(?P<yearly1>{_YEARLY_WORDS}|{_ONCE_IN_YEAR}))"
)
_PAID = r"(?:abgerechnet|bezahlt|zahlbar|gezahlt|factur[ée]{1,2}s?|pay[ée]e?s?|facturad[oa]s?|pagad[oa]s?|cobrad[oa]s?|faturad[oa]s?|pag[oa]s?|fatturat[oaie]|pagat[oaie]|gefactureerd|betaald|faktureras|faktureres|betalas|betales|płatne|płatność|placeno|faturalandırılır|ödenir|laskutetaan|számlázva|számlázással|fizetve|facturat|plătit)"
_PAYING = r"(?:zahlung|abrechnung|zahlweise|laufzeit|vertragslaufzeit|facturation|paiement|engagement|facturación|pago|facturação|cobrança|faturamento|plano|plan|fatturazione|pagamento|betaling|facturatie|betalning|fakturering|płatności|płatność|platbě|platbu|platba|fakturace|оплате|оплата|számlázás|ödeme|laskutus|facturare|plată)"
BILLED_ABROAD = (
    r"\s*[(\[（,，、·•|–—-]*\s*(?:(?:bei|mit|avec|con|com|no|met|bij|med|ved|en|un|une|si|wenn|se|als|im|in|de|der|przy|při|pri|при)\s+){0,2}(?:"
    rf"{_PAID}\s+{_BY_CYCLE}|{_CYCLE.format(2)}\s+(?:{_PAID}|{_PAYING})|(?:{_PAYING}\s+|(?=[年月毎按월연])){_CYCLE.format(3)})(?:の場合|時| 시)?(?!\w)\s*[)\]）]?"
)
"""Pattern of how a price is charged, in languages other than English: `jährlich abgerechnet`, `facturation annuelle`."""

TAX = (
    r"\s*[(（,]?\s*(?:(?:\+|plus|excl(?:uding|\.)?|exc\.?|ex\.?|exkl\.|ekskl\.|incl(?:uding|\.)?|inc\.?|zzgl\.|inkl\.|hors|sans|más|mais|sin|più|con|plus|exclusief|inclusief|bez|\+\s?applicable)\s*"
    r"(?:ges(?:etzl)?\.\s*)?(?:VAT|GST|HST|sales tax|tax(?:es)?|MwSt\.?|USt\.?|TVA|IVA|BTW|moms|mva|DPH|taxes)|\b(?:HT|TTC|netto|brutto|net|plus tax|IVA (?:esclusa|inclusa|incluido|inclu[ií]do)|tax (?:incl|excl)\.?)"
    r"|税込(?:み)?|税抜(?:き)?|税別|含税|VAT 별도|부가세 별도)(?!\w)\s*[)）]?"
)
"""Pattern of a word on tax after an amount."""

FROM = r"from|start(?:s|ing)(?: price)?(?: at| from)?|start(?: price)? (?:at|from)|as low as|begin(?:s|ning) at|à partir de|dès|a partir de|desde|a partire da|(?-i:Da|(?<!\w\s)da)|vanaf|ab|från|fr\.|fra|alkaen|od|от|від|από|de la|начиная с|החל מ-?"
"""Pattern of the words that make the amount after them the least of several."""
FREE = (
    r"(?:always |forever |it['’]s |100 ?% |completely |für immer |dauerhaft |komplett |toujours |entièrement |totalmente |completamente |siempre |sempre |altijd |helemaal |zawsze |ずっと|永久)?"
    r"(?:free|gratis|grátis|gratuitement|kostenlos|kostenfrei|umsonst|gratuit[oea]?s?|de graça|(?:sin|sem) (?:coste|costo|custo)s?|senza (?:costi|spese)|sans frais|zonder kosten|no (?:cost|charge)|zdarma|ilmainen|za darmo|bezpłatn[iey]e?|darmow[yae]|ücretsiz|бесплатно|безкоштовно|무료|無料|免费|免費|חינם|ללא תשלום|مجان(?:ي|ية|ا|اً|ًا)?|المجانية?|मुफ़्त|मुफ्त|निःशुल्क|ingyenes|ingyen|bedava|δωρεάν|miễn phí|ฟรี|gratuită|безплатно)"
    r"(?:[ -](?:for ?ever|always|for ever|plan|tier|of charge|to (?:use|install|start|try|join)|nutzen|verwenden|utiliser|for life|für immer|auf dauer|à vie|pour toujours|para sempre|para siempre|per sempre|voor altijd|na zawsze|for (?:up to |1-)?\d+ (?:users|people|members|seats)|up to \d+ (?:users|people|members|seats))|プラン)?[!.*]?"
)
"""Pattern of a text that says that nothing is to be paid."""
_TO_SALES = r"(?:(?:mit|con|com|z|met|à|avec)\s)?(?:uns|nosotros|noi|nós|ons|nami|(?:dem |unserem |el equipo de |il team |o time de |het |unser )?(?:vertrieb(?:steam)?|verkauf(?:steam)?|sales(?:team| team)?|ventas|vendite|vendas|verkoop(?:team)?))"
CONTACT_ABROAD = (
    r"(?:preise? |prix |tarifs? |precios? |prezz[oi] |preços? |prijs |cena )?(?:auf anfrage|nach (?:vereinbarung|absprache|aufwand|bedarf)|sur (?:devis|demande|mesure)|selon (?:vos )?besoins|(?:bajo|sob|a|su|op|na) (?:consulta|consultar|consultazione|medida|pedido|presupuesto|orçamento|richiesta|preventivo|misura|aanvraag|maat|offertebasis|zapytanie|życzenie|convenir|combinar)|à (?:consulter|convenir|medida)|da (?:concordare|definire)|in overleg|do (?:uzgodnienia|ustalenia)|individuell|personalis[ée]s?|personnalisés?|personalizad[oa]s?|personalizzat[oi]|indywidualn[aey]|要相談|応相談|個別見積(?:も)?り?)"
    rf"|(?:sprechen sie |reden sie |sprich |habl[ae] |hablemos|parla |parliamo(?:ne)?|fal[ea] |praat |porozmawiaj |contacta |contatta |contacte |contacteer |contactar |contacter |skontaktuj się ){_TO_SALES}|sprechen sie uns an|vertrieb (?:kontaktieren|anfragen)|jetzt anfragen|bitte anfragen|hablemos|parlons-en|parliamone|falemos"
    r"|individuelles angebot|(?:prix|tarif|offre) (?:personnalisée?|sur mesure)|(?:plan|precio|oferta|presupuesto) (?:a medida|personalizad[oa])|(?:offerta|prezzo|piano) (?:su misura|personalizzat[oa])|(?:proposta|plano|preço) (?:personalizad[oa]|sob medida)|offerte op maat|oferta indywidualna|(?:individuelles |ein |ihr |jetzt |kostenloses |unverbindliches )*angebot (?:anfordern|anfragen|einholen|erhalten)|(?:preis|offerte|beratung|gespräch|termin) (?:anfragen|anfordern|vereinbaren)|(?:demander|obtenir|recevoir) (?:un |mon |votre )?(?:devis|tarif)|parler à (?:un (?:expert|conseiller|commercial)|notre équipe|l['’]équipe commerciale)|contacter (?:l['’]équipe commerciale|un (?:commercial|expert|conseiller))|consult(?:ar|e|a|ez|ate|anos|e-nos)(?: precios?| preços?)?|consúltanos"
    r"|(?:pide|pedir|solicita|solicite|solicitar|peça|pedir|richiedi|chiedi|ottieni) (?:un |una |o seu |um |tu )?(?:presupuesto|cotización|precio|orçamento|cotação|preventivo|offerta)|cotizar|(?:offerte|prijs) aanvragen|vraag (?:een )?(?:offerte|prijs) aan|bel ons|contacte(?:z|er)?-nos|zapytaj o (?:cenę|ofertę)|(?:poproś o|zamów) (?:wycenę|ofertę)|wycena (?:na zamówienie|indywidualna)|お見積(?:も)?り(?:依頼|のご依頼|はこちら)?|(?:営業(?:担当)?に)?(?:ご相談|問い合わせる?|お問合せ|お問い合わせはこちら)(?:ください)?"
    r"|(?:preis )?auf anfrage|anfragen|individuell(?:e preise|er preis)?|kontakt(?:ieren sie uns| aufnehmen|a oss|er? oss|a säljare)?|(?:mit )?vertrieb kontaktieren|sur (?:devis|demande|mesure)|nous (?:contacter|consulter)|contactez[- ](?:nous|les ventes)|contacter (?:les ventes|le service commercial)"
    r"|a consultar|a medida|personalizad[oa]|contact(?:ar|e|a|o)(?: con)?(?: a)?(?: ventas| vendas| nosotros)?|contáctanos|contáctenos|habla(?:r)? con ventas|solicitar (?:precio|presupuesto|cotización)|precio personalizado|fale (?:conosco|com (?:vendas|a gente|um especialista))|sob consulta|entre em contato"
    r"|su (?:richiesta|preventivo|misura)|contatt(?:aci|are le vendite)|op (?:aanvraag|maat)|prijs op aanvraag|neem contact op|(?:pris )?(?:på förfrågan|på begäran|efter aftale|på forespørsel)|offert|wycena indywidualna|skontaktuj się(?: z nami)?|na (?:vyžádání|dotaz)|по запросу|связаться с нами|bize ulaşın|teklif al"
    r"|要?お?問い?合わ?せ(?:ください)?|要問(?:い)?合(?:わ)?せ|要相談|(?:要お|お|要|別途|都度)見積(?:も)?り|联系(?:我们|销售)|聯絡我們|詢價|询价|문의(?:하기)?|별도 ?문의|צ(?:ור|ורו|רו) קשר|(?:מחיר )?לפי הצעה|להצעת מחיר|(?:السعر )?عند الطلب|(?:تواصل|اتصل) (?:معنا|بنا|بالمبيعات|مع المبيعات)|حسب الطلب|संपर्क करें|(?:हमसे )?संपर्क करें|egyedi (?:ár|ajánlat)|ajánlatkérés|kérjen ajánlatot|επικοινωνήστε(?: μαζί μας)?|κατόπιν (?:ζητήσεως|αιτήματος)|la cerere|contactați-ne|cere ofertă|liên hệ|hubungi (?:kami|sales)|ติดต่อ(?:เรา|ฝ่ายขาย)?"
    r"|зв['’ʼ]яжіться з нами|за запитом|(?:цена )?(?:по договор[её]нности|договорная)|свяжитесь с нами|індивідуально|индивидуально|ota yhteyttä|pyydä tarjous|kontaktujte nás|individuálně|cena na dotaz|fiyat (?:için|teklifi)|iletişime geç(?:in)?|satışla görüşün"
)
"""Pattern of a text that says in a language other than English that the price is told on asking."""
