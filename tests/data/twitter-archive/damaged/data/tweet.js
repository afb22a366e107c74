window.YTD.tweet.part0 = [
  {
    "retweeted": false,
    "entities": {
      "urls": []
    },
    "favorite_count": "0",
    "id_str": "1764900000000000002",
    "id": "1764900000000000002",
    "created_at": "Tue Mar 05 08:00:00 +0000 2024",
    "full_text": "Second.",
    "in_reply_to_status_id_str": "1764900000000000001",
    "in_reply_to_screen_name": "ada_moss"
  },
  {
    "retweeted": false,
    "entities": {
      "urls": []
    },
    "favorite_count": "0",
    "id_str": "1764900000000000001",
    "id": "1764900000000000001",
    "created_at": "Tue Mar 05 08:00:00 +0000 2024",
    "full_text": "First."
  },
  {
    "retweeted": false,
    "entities": {
      "urls": []
    },
    "favorite_count": "0",
    "