"""What a message of WhatsApp says: its words as mrkdwn, which is nearly WhatsApp's own, and the
words of the program itself, which stand among them.

Those are in the phone's language. iOS marks them by U+200E, which tells more than any list.
"""

import re

from sitegen import possessive

#: What stands at the beginning of a chat, in the languages whose exports are known.
SYSTEM = possessive.compiled(
    r"end-to-end[ -](?:encrypted|versleuteld|kryptere[dt]\w*)|Ende-zu-Ende-verschlüsselt"
    r"|cifrad[oa]s de extremo a extremo|xifrats d'extrem a extrem|encriptadas ponto a ponto"
    r"|criptografia de ponta a ponta|chiffrés de bout en bout|crittografa\w+ end-to-end"
    r"|crittografia end-to-end|ende-til-ende-krypter\w+|komplett krypterade|salataan täysin"
    r"|uçtan uca şifreli|(?:сквозным|наскрізним) шифрованием|наскрізним шифруванням"
    r"|(?:szyfrowan\w+ end-to-end|w pełni zaszyfrowane)|koncovým šifrováním|criptate integral"
    r"|végpontok közötti titkosítás|κρυπτογραφούνται πλήρως|terenkripsi secara end-to-end"
    r"|mã hóa đầu cuối|disulitkan hujung ke hujung|(?:端到端|端對端|端对端)加密"
    r"|エンドツーエンド暗号化|종단간 암호화|מוצפנות מקצה[- ]לקצה|مشف[ّ]?رة تمامًا بين الطرفين"
    r"|رمزگذاری شده\W?اند|एंड-टू-एंड एन्क्रिप्ट|เข้ารหัสจากต้นทาง",
    re.I,
)
_ATTACHED = (
    r"attached|Anhang|angehängt|adjunto|anexado|anexo|pièce jointe|allegato|bijgevoegd|bijlage"
    r"|прикреплено|вложение|додано|eklendi|ekli dosya|załączono|terlampir|添付ファイル|附件|첨부됨"
    r"|المُرفق|مرفق|מצורף|پیوست|bifogat|vedhæftet|vedlagt|liite|příloha|csatolva|संलग्न"
)
_BESIDE = (
    r"file attached|Datei angehängt|archivo adjunto|archivo adjuntado|arquivo anexado"
    r"|ficheiro anexado|fichier joint|file allegato|bestand bijgevoegd|файл добавлен|файл додано"
    r"|dosya ekli|załączony plik|file terlampir|添付ファイル有り|文件附件|附件檔案|파일 첨부됨"
    r"|الملف مرفق|קובץ מצורף|bifogad fil|fil vedhæftet|vedlagt fil|liitetiedosto"
    r"|soubor byl přiložen|fájl csatolva|फ़ाइल संलग्न|फाइल अटैच कर दी गई है"
)
_LEFT_OUT = (
    r"Media omitted|Medien ausgeschlossen|Medien weggelassen|Multimedia omitido|Archivo omitido"
    r"|Arquivo de mídia oculto|Mídia omitida|Ficheiro não revelado|Médias? omis|Fichier omis"
    r"|Media omess[oi]|Media weggelaten|Без медиафайлов|Файл пропущен|Медіа пропущено"
    r"|Medya (?:atlanmış|dahil edilmedi)|pliki pominięto|pominięto multimedia"
    r"|Media tidak disertakan|メディアは含まれていません|メディアなし|省略多[媒体體檔案文件]+"
    r"|忽略多媒體檔|미디어 파일을 생략한 대화내용|미디어 파일 제외됨|تم استبعاد الوسائط"
    r"|(?:ה)?מדיה (?:הושמטה|לא נכללה|הוסרה)|मीडिया के बिना|Media har utelämnats|Mediefil udeladt"
    r"|Uten vedlegg|Media jätetty pois|Média vynechán[ay]|Hiányzó médiafájl|Εξαίρεση πολυμέσων"
    r"|Conținut media omis|Bỏ qua Media|สื่อถูกลบ| ?پيوست نما/آهنگ حذف شد ?"
)
#: What stands for a file, where it is all that a line of a message says.
SHARED = possessive.compiled(
    rf"\u200e?(?:<\u200e?(?:{_ATTACHED}) ?: [^<>]{{1,255}}>|<(?:{_LEFT_OUT})>"
    rf"|[^<>/]{{1,255}}\.\w{{1,5}} \((?:{_BESIDE})\)"
    r"|(?:IMG|VID|PTT|AUD|STK|DOC)-\d{8}-WA\d{4,}\.\w{1,5} \([^()]{1,60}\))"
    "|(?:<\u200e?|\u200e)(?:image|video|audio|sticker|GIF|document|Contact card) omitted>?",
    re.I,
)
EDITED = possessive.compiled(
    "\u200e?<(?:This message was edited|Diese Nachricht wurde bearbeitet|Se editó este mensaje"
    "|Mensagem editada|Esta mensagem foi editada|Ce message a été modifié|Bu mesaj düzenlendi"
    "|Questo messaggio è stato modificato|Dit bericht is bewerkt)\\.?>\\s*$"
    "|(?<=.)\u200e<[^<>:\n]{4,80}>\\s*$",
)
REMOVED = possessive.compiled(
    r"<?(?:This message was deleted|You deleted this message"
    r"|This message was deleted by admin [^\n]{1,100}|You deleted this message as admin"
    r"|Diese Nachricht wurde gelöscht|Du hast diese Nachricht gelöscht"
    r"|Se eliminó este mensaje|Este mensaje fue eliminado|Eliminaste este mensaje"
    r"|Mensagem apagada|Esta mensagem foi apagada|(?:Você apagou|Apagou) esta mensagem"
    r"|Ce message a été supprimé|Vous avez supprimé ce message"
    r"|Questo messaggio è stato eliminato|Hai eliminato questo messaggio"
    r"|Dit bericht is verwijderd|U hebt dit bericht verwijderd|Je hebt dit bericht verwijderd"
    r"|Данное сообщение удалено|Вы удалили данное сообщение|Bu mesaj silindi|Bu mesajı sildiniz"
    r"|Це повідомлення було видалено|Ви видалили це повідомлення|Ta wiadomość została usunięta"
    r"|Usunięto tę wiadomość|Pesan ini dihapus|Anda menghapus pesan ini|تم حذف هذه الرسالة"
    r"|Tato zpráva byla smazána|הודעה זו נמחקה|このメッセージは削除されました|삭제된 메시지입니다"
    r"|此訊息已刪除|此消息已删除|您已刪除此訊息|您已删除此消息)[.。]?>?"
)
_FILE = possessive.compiled(
    rf"(?P<caption>.*?)(?:\u200e<[^<>:]{{2,30}}: ?|<\u200e?(?:{_ATTACHED}) ?: ?)"
    r"(?P<ios>[^<>]{1,255})>"
    rf"|\u200e?(?P<android>[^<>/]{{1,255}}\.\w{{1,5}}) \((?:{_BESIDE})\)"
    r"|\u200e?(?P<named>(?:IMG|VID|PTT|AUD|STK|DOC)-\d{8}-WA\d{4,}\.\w{1,5}) \([^()]{1,60}\)"
)
_ADDRESS = possessive.compiled(r"https?://[^\s<>|]+[^\s<>|.,;:!?)\]'\"*_~]")


def body(text: str) -> str:
    """The words of a message as mrkdwn; files that came with it are named as such."""
    return "\n".join(map(_line, text.strip("\n").split("\n")))


def _line(line: str) -> str:
    file = _FILE.fullmatch(line.strip()) if line.rstrip().endswith((">", ")")) else None
    if file is None:
        return _words(line)
    attached = f"Attached: {_escaped((file['ios'] or file['android'] or file['named']).strip())}"
    caption = _words(file["caption"] or "").strip()
    return f"{caption}\n{attached}" if caption else attached


def _words(line: str) -> str:
    line = line.replace("\u200e", "")
    out, at = [], 0
    for found in _ADDRESS.finditer(line):
        out += [_escaped(line[at : found.start()]), f"<{_escaped(found[0])}>"]
        at = found.end()
    return "".join([*out, _escaped(line[at:])])


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
