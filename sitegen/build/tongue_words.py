"""What few texts of a language do without: the words that hold its sentences together."""

FEWEST = 60  # letters that tell a language; of those that are syllables or words a third of that

# Those a text is said to be in. The first two that no other language has are looked for first.
_MARKED = {
    "en": """the and you that this with have are is was it to of in for not be on as at by but
        they we he she his her my your our their what which who would could should there
        here when how why if or an from has had do does did don just like about so can will
        its me them these those some any more all no than then been were because only also
        into out up get got one use""",
    "de": """der die das und nicht ich ist ein eine einen einem einer mit auf für dem den des
        auch also sich von wie sie wir aber noch nur wenn oder werden wird kann hat haben es
        zu zum zur im als bei nach mehr dass daß so man was er uns ihr mir mich du schon
        doch sind habe war durch über um am an in aus vor bis hier da dann weil diese dieser
        dieses kein keine immer sein""",
    "fr": """le la les des est une pour que qui dans pas sur avec ce il je vous nous mais plus
        sont cette ces qu ne au aux du et un en de ou où par on elle ils tout tous fait être
        avoir ai as avez se sa son ses leur si comme bien sans peut même très aussi donc été
        était mon ma me moi votre quand entre s""",
    "es": """el la los las que una un por para con no es se del al como más pero su sus lo está
        están esto este esta hay muy si ya en de me mi te tu qué son fue ser tiene también
        cuando porque sin sobre todo todos le les nos ha he han donde eso ese esa bien así
        desde entre""",
    "pt": """os as que não uma um para com por mais mas do da dos das em no na nos nas são se
        está isso isto eu você ele ela muito ao aos ou de já também como foi ser tem me meu
        minha seu sua quando porque sem sobre todo todos até mesmo só pelo pela esse essa
        este esta""",
    "it": """il lo la gli le che di non per una un uno sono con del della dei delle nel nella dal
        al alla come anche ma più si questo questa quello ho ha hanno se mi ti ci ed in da
        su io tu lui lei essere stato fatto molto perché quando cosa tutti tutto solo poi
        già""",
    "nl": """de het een en van is dat niet ik je jij we wij op met voor zijn maar ook er aan als
        naar wat te bij om dan nog wel die dit deze heeft hebben heb kan door uit over zo
        geen moet was hij zij ze mijn jouw hun al worden wordt waar meer veel gewoon""",
    "sv": """och att det är inte jag som för på en ett den de av med till om har men så kan man
        vi du från när också vad hade här ska eller var nu bara mycket skulle utan efter där
        då mig dig sig alla något någon hur detta""",
    "pl": """nie to się jest na że do jak co tak ale czy po za od już tylko przez może dla ma są
        był było być jako jego tym tego ten ta te który która które oraz lub mnie ja ty my
        bardzo jeszcze sobie gdy więc bo""",
    "tr": """bir bu ve için çok ne de da değil var yok daha gibi ama kadar olarak olan ile ben
        sen biz mi mı şu her ya en sonra önce bunu şey nasıl neden ise diye oldu olur""",
    "ro": """și nu este în că cu la pe din sunt mai dar pentru care ca un am ai are au se să de a
        al ale sau prin fost foarte ce cum când dacă asta acest această doar după fi""",
    "hu": """az és hogy nem is egy van de meg csak ez mint volt már ha vagy azt ezt még nincs
        kell lehet amit aki ami sem el ki be így úgy nagyon mert minden után""",
    "fi": """on ja ei se että en mutta ole kun niin myös oli joka mitä tämä jos vain ovat kuin
        hän minä sinä me te he sen siitä ollut voi nyt vielä jo kanssa tai eikä sitä""",
    "vi": """và là của không có cho được một người này những các với để trong thì mà nhưng như
        cũng rất đã sẽ khi từ vào ra nếu bạn tôi nó làm phải""",
    "cs": """je to se na že jsem ale jako tak jak by který která které pro jsou už není do od po
        za co si jen bylo byl být když nebo také protože aby ještě může""",
}  # fmt: skip
# Danish and Norwegian, Slovak, Catalan, Galician, Afrikaans, Latin, Esperanto, Indonesian, Tagalog,
# Serbo-Croatian: to be told from the others; no text is said to be in them.
_OTHERS = (
    """og at det som er på for ikke jeg en et den de af av med til om har men så kan man vi du fra
    hvad hva også var her eller nå nu bare meget mye skal efter etter der""",
    "je nie to sa na že som ale ako tak by ktorý ktorá pre sú už do od po za čo si len bolo",
    """el la els les que per amb és no una un del de al en es com més però aquest aquesta també hi
    ha molt perquè si ho són""",
    "os as que non unha un para con por máis pero do da dos das en se está isto eu moi ao e",
    "die het nie ek is van en wat vir jy ons dit met op hulle maar ook om te sal kan dat was",
    "et in ut sed non est ad cum qui quae quod ex de si nec aut per ab atque esse sunt dolor sit",
    "la kaj estas de ne en mi vi ke por al kun tio ĉi sed li ŝi oni el da je pri",
    """yang dan di ini itu untuk dengan tidak dari ada saya bisa juga akan pada ke dalam adalah atau
    karena sudah kita kamu""",
    "ang ng sa na mga ay ko mo ako ka si ni hindi ito kung para po lang din rin may",
    "je se na da ne za su što od kao ali to koji koja sam si bi iz po samo ili već",
)  # fmt: skip

WORDS = {
    tongue: dict.fromkeys(words.split()) for tongue, words in _MARKED.items()
}  # in their order
OTHERS = [frozenset(words.split()) for words in _OTHERS]
