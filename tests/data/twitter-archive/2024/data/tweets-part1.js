window.YTD.tweets.part1 = [
  {
    "tweet": {
      "edit_info": {
        "initial": {
          "editTweetIds": [
            "1764900000000000002"
          ],
          "editableUntil": "2024-03-05T09:00:00.000Z",
          "editsRemaining": "5",
          "isEditEligible": true
        }
      },
      "retweeted": false,
      "source": "<a href=\"https://mobile.twitter.com\" rel=\"nofollow\">Twitter Web App</a>",
      "entities": {
        "hashtags": [],
        "symbols": [],
        "user_mentions": [],
        "urls": []
      },
      "display_text_range": [
        "0",
        "37"
      ],
      "favorite_count": "0",
      "id_str": "1764900000000000002",
      "truncated": false,
      "retweet_count": "0",
      "id": "1764900000000000002",
      "created_at": "Tue Mar 05 08:05:00 +0000 2024",
      "favorited": false,
      "full_text": "Second: trim the wick.\nEvery evening.",
      "lang": "en",
      "in_reply_to_status_id_str": "1764900000000000001",
      "in_reply_to_user_id_str": "5",
      "in_reply_to_screen_name": "ada_moss"
    }
  },
  {
    "tweet": {
      "edit_info": {
        "initial": {
          "editTweetIds": [
            "1764900000000000001"
          ],
          "editableUntil": "2024-03-05T09:00:00.000Z",
          "editsRemaining": "5",
          "isEditEligible": true
        }
      },
      "retweeted": false,
      "source": "<a href=\"https://mobile.twitter.com\" rel=\"nofollow\">Twitter Web App</a>",
      "entities": {
        "urls": [
          {
            "url": "https://t.co/xyz",
            "expanded_url": "https://lamps.example/oil",
            "display_url": "lamps.example/oil",
            "indices": [
              "37",
              "60"
            ]
          }
        ]
      },
      "display_text_range": [
        "0",
        "53"
      ],
      "favorite_count": "1200",
      "id_str": "1764900000000000001",
      "truncated": false,
      "retweet_count": "31",
      "id": "1764900000000000001",
      "created_at": "Tue Mar 05 08:00:00 +0000 2024",
      "favorited": false,
      "full_text": "How to keep a lamp, a thread. First: https://t.co/xyz",
      "lang": "en"
    }
  }
]