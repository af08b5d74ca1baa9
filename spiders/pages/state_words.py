"""State words: what says that a plan has something, lacks it, sells it apart, or that it is to come or gone, in many languages."""

_IN = r"(?:incluid[oa]s?|inclus[oa]s?|incluíd[oa]s?|(?:in|com)(?:clu(?:s|se|so|sa|si|ses)|pris(?:e|es)?)|inclu[iy]e|inclui|inbegrepen|inbegriffen|enthalten|inklusive|inkludert|inkluderet|inkluderat|ingår|medfølger|sisältyy|dahil|w cenie|v ceně)"
_THERE = r"(?:disponibles?|disponível|disponibile|verfügbar|beschikbaar|vorhanden|tilgjengelig|tilgængelig|tillgänglig|dostępne|dostupné)"
INCLUDED = (
    rf"{_IN}|{_THERE}|あり|有り|有|対応|対応可|含む|利用可能?|可|包含|支持|是|有り|포함|지원|있음|включено|есть|так|є|да|sim|tak|ano|áno|sì|evet|var|igen|kyllä|ναι"
    r"|נכלל|כלול|כן|نعم|متوفرة?|متاحة?|مشمولة?|हाँ|हां|शामिल|มี|ใช่|có"
)
"""Pattern of a cell that says yes, in languages other than English."""
NOT_INCLUDED = (
    rf"(?:no|non|nicht|niet|não|nao|ikke|inte|ei|nie|not|pas)\s+(?:{_IN}|{_THERE})|non|nee|nej|nei|nie|não|なし|無し|非対応|不可|未対応|不支持|不包含|无|無|否|미포함|미지원|없음|не включено|нет|немає|ні"
    r"|hayır|yok|nem|όχι|לא כלול|לא|אין|لا|غير (?:متوفرة?|متاحة?|مشمولة?)|नहीं|ไม่มี|không"
)
"""Pattern of a cell that says no, in languages other than English."""

ADD_ON_WORDS = (
    r"(?:有償|有料)?オプション(?:料金)?|別料金|追加料金|option(?:s|nel(?:le)?)?|en option|opcional|opzionale|optioneel|zubuchbar|gegen aufpreis|tillval|tilvalg|tilkøb|tillägg|tillegg|mot (?:tillägg|tillegg)|mod tillæg|opcja|opció|lisämaksusta|lisäosa"
    r"|zusatz(?:modul|option|paket|leistung)|(?:als )?modul|module complémentaire|(?:en )?suppl[ée]ment|complément|option payante|complemento|módulo (?:adicional|extra)|modulo aggiuntivo|a pagamento|extra module|tegen meerprijs|doplněk|příplatek|za příplatek|za dopłatą|dodatek"
    r"|felár ellenében|contra cost|eklenti|ek ücretli|опци[яональноїй]+|за доплату|платно|за додаткову плату|إضافة(?: مدفوعة)?|(?:برسوم|بتكلفة) إضافية|اختياري|תוספת|בתשלום|בתוספת תשלום|ऐड-ऑन|अतिरिक्त शुल्क"
    r"|附加(?:功能|选项)?|另购|另購|加购|加購|选购|選購|추가 옵션|유료 옵션|별도 ?구매|tùy chọn|tính thêm phí"
)
"""What says, alone in a cell or badge, that something is to be had for more money, in languages other than English."""
PLANNED_WORDS = (
    r"bald(?: verfügbar)?|demnächst|in kürze|(?:in|en|em) (?:arbeit|entwicklung|vorbereitung|planung|développement|préparation|cours de développement|desarrollo|preparación|desenvolvimento|preparação|arrivo|sviluppo|preparazione|ontwikkeling|voorbereiding|breve)|geplant|kommt (?:bald|demnächst)"
    r"|bientôt(?: disponible)?|prochainement|prévue?s?|à venir|(?:muy )?pronto|próximamente|previst[oa]s?|planificad[oa]s?|planejad[oa]s?|planead[oa]s?|prossimamente|presto(?: disponibile)?|a breve|pianificat[oa]|binnenkort|gepland|komt binnenkort"
    r"|kommer(?: snart)?|snart|planerad|planlagt|under (?:utveckling|udvikling|utvikling)|på ve[jg]|tulossa|suunnitteilla|(?:już )?wkrótce|w przygotowaniu|planowan[eya]|(?:již )?brzy|připravujeme|plánováno|hamarosan|în curând|(?:çok )?yakında|planlanıyor"
    r"|скоро|в разработке|планируется|незабаром|у розробці|планується|σύντομα|προσεχώς|قريب[اًً]+|قيد التطوير|בקרוב|בפיתוח|जल्द(?: आ रहा है)?|sắp (?:ra mắt|có)|segera(?: hadir)?|เร็ว ?ๆ ?นี้"
    r"|開発中|近日(?:公開|対応|提供|リリース)?(?:予定)?|準備中|(?:対応|提供|リリース)予定|即将(?:推出|上线|支持)|即將(?:推出|上線)|敬请期待|开发中|開發中|规划中|준비 ?중|출시 ?예정|개발 ?중"
)
"""What a cell or badge begins with that says that something is to come, in languages other than English."""
BETA_WORDS = r"(?:version |versión |versão |versione |en |em |in |i |w |fase )?b[êé]ta|beta[- ]?(?:version|versie|versjon|wersja|fase|phase|test)|(?:version|versión|versão|versione|en|em|i|w|fase) beta|(?:オープン|クローズド)?ベータ(?:版)?|β版?|베타|测试版|測試版|公测|بيتا|בטא|בטה|бета(?:-версия)?|बीटा"
"""What a cell or badge says of something that is being tried, in languages other than English."""
PREVIEW_WORDS = r"vorschau(?:version)?|نسخة تجريبية|تجريبي(?:ة)?|accès anticipé|aperçu|acceso anticipado|acesso antecipado|accesso anticipato|先行(?:提供|体験)"
"""What says the same where it stands alone."""
WITHDRAWN_WORDS = (
    r"eingestellt|abgekündigt|veraltet|nicht mehr (?:verfügbar|angeboten|unterstützt)|läuft aus|abandonnée?|retirée?|obsolète|(?:n['’]est )?plus (?:disponible|proposée?|prise? en charge)|fin de vie|retirad[oa]|des?continuad[oa]|discontinuad[oa]|obsolet[oa]|ya no (?:está )?disponible"
    r"|encerrad[oa]|não (?:está )?mais disponível|ritirat[oa]|dismess[oa]|non più (?:disponibile|supportat[oa])|vervallen|niet meer (?:beschikbaar|ondersteund)|uitgefaseerd|avvecklad|utgått|utfasad|udfaset|udgået|utfaset|avviklet|lopetettu|wycofan[eya]|ukončeno|zrušeno|megszűnt|kaldırıldı"
    r"|больше не поддерживается|прекращено|снят с поддержки|متوقف|لم يعد متاح[اًً]*|הופסק|提供終了|廃止(?:予定)?|新規受付終了|サポート終了|已(?:停用|下线|下線|停止|弃用)|不再(?:支持|提供)|지원 종료|서비스 종료"
)
"""What a cell or badge says of something that is no longer to be had, in languages other than English."""
UNLIMITED_WORDS = (
    r"unbegrenzt|unbeschränkt|unlimitiert|illimitée?s?|sans limite|ilimitad[oa]s?|sin límite|sem limite|illimitat[oaie]|senza limiti|onbeperkt|ongelimiteerd|obegränsa[td]|ubegrænset|ubegrenset|rajaton|bez (?:limitu|ograniczeń|omezení)|nieograniczon\w+|neomezen\w+|korlátlan|nelimitat\w*|sınırsız|limitsiz"
    r"|безлимит\w*|без ограничений|необмежен\w*|απεριόριστ\w*|غير محدودة?|بلا حدود|ללא הגבלה|असीमित|không giới hạn|无限(?:制)?|無限|無制限|不限(?:量)?|무제한|ไม่จำกัด"
)
"""How a cell says in a language other than English that there is no limit."""

STRUCK_CLASSES = frozenset(
    [
        "excluded",
        "disabled",
        "unavailable",
        "crossed",
        "missing",
        "absent",
        "excluido",
        "excluida",
        "excluso",
        "exclu",
        "ausgeschlossen",
        "uitgesloten",
        "indisponivel",
        "indisponible",
        "ausente",
        "fehlt",
    ]
)
"""Words of the class of a line that say, alone, that the plan lacks it."""
NOT_CLASSES = frozenset(
    [
        "not",
        "no",
        "non",
        "nicht",
        "nao",
        "ne",
        "niet",
        "ikke",
        "inte",
        "pas",
        "sin",
        "sem",
        "senza",
        "bez",
        "nie",
    ]
)
"""Words that say so before one of the next."""
HAD_CLASSES = frozenset(
    [
        "included",
        "available",
        "offered",
        "supported",
        "include",
        "incluido",
        "incluida",
        "incluidos",
        "incluso",
        "inclusa",
        "incluse",
        "inclus",
        "compris",
        "comprise",
        "enthalten",
        "inbegriffen",
        "inbegrepen",
        "inkluderet",
        "inkludert",
        "ingar",
        "disponible",
        "disponivel",
        "disponibile",
        "verfuegbar",
        "beschikbaar",
    ]
)
