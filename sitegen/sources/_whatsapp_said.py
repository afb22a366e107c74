"""What a message of WhatsApp says: its words as mrkdwn, which is nearly WhatsApp's own, and the
words of the program itself, which stand among them.
"""

import re

#: What stands at the beginning of a chat, in the languages whose exports are known.
SYSTEM = re.compile(
    r"end-to-end[ -]encrypted|Ende-zu-Ende-verschlüsselt|cifrad[oa]s de extremo a extremo"
    r"|criptografia de ponta a ponta|chiffrés de bout en bout|crittografi\w+ end-to-end"
    r"|end-to-end versleuteld|uçtan uca şifreli|сквозным шифрованием|szyfrowan\w+ end-to-end"
    r"|端到端加密|端對端加密|エンドツーエンド暗号化|종단간 암호화",
    re.I,
)
#: What stands for a file, where it is all that a line of a message says.
SHARED = re.compile(
    "\u200e?(?:<Media omitted>|<attached: [^<>]{1,255}>|<\u200eattached: [^<>]{1,255}>"
    r"|<Medien ausgeschlossen>|<Multimedia omitido>|<Arquivo de mídia oculto>|<Médias omis>"
    r"|[^<>/]{1,255}\.\w{1,5} \(file attached\)"
    "|\u200e?[^<>/]{1,255}\\.\\w{1,5} \\((?:Datei angehängt|archivo adjunto|arquivo anexado"
    r"|fichier joint|file allegato)\)"
    "|\u200e(?:image|video|audio|sticker|GIF|document) omitted)",
    re.I,
)
EDITED = re.compile("\u200e?<This message was edited\\.?>\\s*$")
REMOVED = re.compile(
    r"(?:This message was deleted|You deleted this message"
    r"|This message was deleted by admin [^\n]{1,100}|<This message was deleted>"
    r"|Diese Nachricht wurde gelöscht|Du hast diese Nachricht gelöscht"
    r"|Se eliminó este mensaje|Este mensaje fue eliminado|Eliminaste este mensaje"
    r"|Mensagem apagada|Ce message a été supprimé|Questo messaggio è stato eliminato)\.?"
)
_FILE = re.compile(
    "\u200e?(?:<\u200e?(?:attached|Anhang|adjunto|anexado|pièce jointe|allegato): ([^<>]{1,255})>"
    "|([^<>/]{1,255}\\.\\w{1,5}) \\((?:file attached|Datei angehängt|archivo adjunto"
    "|arquivo anexado|fichier joint|file allegato)\\))"
)
_ADDRESS = re.compile(r"https?://[^\s<>|]+[^\s<>|.,;:!?)\]'\"*_~]")


def body(text: str) -> str:
    """The words of a message as mrkdwn; files that came with it are named as such."""
    return "\n".join(map(_line, text.replace("\u200e", "").strip("\n").split("\n")))


def _line(line: str) -> str:
    if (file := _FILE.fullmatch(line.strip())) is not None:
        return f"Attached: {_escaped((file[1] or file[2]).strip())}"
    out, at = [], 0
    for found in _ADDRESS.finditer(line):
        out += [_escaped(line[at : found.start()]), f"<{_escaped(found[0])}>"]
        at = found.end()
    return "".join([*out, _escaped(line[at:])])


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
