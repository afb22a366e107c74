window.YTD.tweets.part0 = [
  {
    "tweet": {
      "retweeted": false,
      "entities": {
        "urls": []
      },
      "favorite_count": "0",
      "id_str": "50001",
      "id": "50001",
      "created_at": "Tue Mar 05 08:00:00 +0000 2024",
      "full_text": "Whole."
    }
  },
  {
    "tweet": {
      "retweeted": false,
      "entities": {
        "urls": []
      },
      "favorite_count": "0",
      "id_str": "50001",
      "id": "50001",
      "created_at": "Tue Mar 05 08:00:00 +0000 2024",
      "full_text": "Whole."
    }
  },
  {
    "tweet": null
  },
  {
    "tweet": {}
  },
  {
    "tweet": 5
  },
  7,
  null,
  {
    "other": 1
  },
  {
    "tweet": {
      "retweeted": false,
      "entities": {
        "urls": []
      },
      "favorite_count": "0",
      "id_str": "50002",
      "id": "50002",
      "created_at": "Tue Mar 05 08:00:00 +0000 2024",
      "full_text": null
    }
  },
  {
    "tweet": {
      "retweeted": false,
      "entities": {
        "urls": []
      },
      "favorite_count": "0",
      "id_str": "50003",
      "id": "50003",
      "created_at": null,
      "full_text": "No time."
    }
  },
  {
    "tweet": {
      "retweeted": false,
      "entities": {
        "urls": []
      },
      "favorite_count": "0",
      "id_str": "50004",
      "id": "50004",
      "created_at": "Tue Foo 99 25:61:00 +0000 99999",
      "full_text": "Far off."
    }
  },
  {
    "tweet": {
      "retweeted": false,
      "entities": {
        "urls": []
      },
      "favorite_count": "0",
      "id_str": "50005",
      "id": "50005",
      "created_at": "Tue Mar 05 08:00:00 +0000 2024",
      "full_text": "Answers itself.",
      "in_reply_to_status_id_str": "50005"
    }
  },
  {
    "tweet": {
      "retweeted": false,
      "entities": {
        "urls": []
      },
      "favorite_count": "0",
      "id_str": "50006",
      "id": "50006",
      "created_at": "Tue Mar 05 08:00:00 +0000 2024",
      "full_text": "Answers the next.",
      "in_reply_to_status_id_str": "50007"
    }
  },
  {
    "tweet": {
      "retweeted": false,
      "entities": {
        "urls": []
      },
      "favorite_count": "0",
      "id_str": "50007",
      "id": "50007",
      "created_at": "Tue Mar 05 08:00:00 +0000 2024",
      "full_text": "Answers the one before.",
      "in_reply_to_status_id_str": "50006"
    }
  },
  {
    "tweet": {
      "retweeted": false,
      "entities": {
        "urls": []
      },
      "favorite_count": "0",
      "id_str": "50008<b>",
      "id": null,
      "created_at": "Tue Mar 05 08:00:00 +0000 2024",
      "full_text": "Odd id."
    }
  },
  {
    "tweet": {
      "retweeted": false,
      "entities": {
        "urls": []
      },
      "favorite_count": 7,
      "id_str": "50009",
      "id": "50009",
      "created_at": "Tue Mar 05 08:00:00 +0000 2024",
      "full_text": "Numbers.",
      "retweet_count": "many"
    }
  },
  {
    "tweet": {
      "retweeted": false,
      "entities": {
        "urls": []
      },
      "favorite_count": "0",
      "id_str": "50010",
      "id": "50010",
      "created_at": "Tue Mar 05 08:00:00 +0000 2024",
      "full_text": "<script>x</script> &lt;b&gt; \ud800",
      "in_reply_to_status_id_str": "4",
      "in_reply_to_screen_name": "<i>"
    }
  },
  {
    "tweet": {
      "retweeted": false,
      "entities": {
        "urls": []
      },
      "favorite_count": "0",
      "id_str": "50011",
      "id": "50011",
      "created_at": "Tue Mar 05 08:00:00 +0000 2024",
      "full_text": "Deleted words.",
      "deleted_at": "Wed Mar 06 08:00:00 +0000 2024"
    }
  },
  {
    "tweet": {
      "retweeted": false,
      "entities": {
        "urls": []
      },
      "favorite_count": "0",
      "id_str": "50012",
      "id": "50012",
      "created_at": "Tue Mar 05 08:00:00 +0000 2024",
      "full_text": "",
      "extended_entities": {
        "media": [
          {
            "type": "video",
            "media_url_https": "javascript:x"
          },
          null
        ]
      }
    }
  },
  {
    "tweet": {
      "retweeted": false,
      "entities": {
        "urls": []
      },
      "favorite_count": "0",
      "id_str": "50013",
      "id": "50013",
      "created_at": "Tue Mar 05 08:00:00 +0000 2024",
      "full_text": "Before.",
      "edit_info": {
        "initial": {
          "editTweetIds": [
            "50013",
            "50014"
          ]
        }
      }
    }
  },
  {
    "tweet": {
      "retweeted": false,
      "entities": {
        "urls": []
      },
      "favorite_count": "0",
      "id_str": "50014",
      "id": "50014",
      "created_at": "Tue Mar 05 08:00:00 +0000 2024",
      "full_text": "After.",
      "edit_info": {
        "edit": {
          "initialTweetId": "50013",
          "editControlInitial": {
            "editTweetIds": [
              "50013",
              "50014"
            ]
          }
        }
      }
    }
  },
  {
    "tweet": {
      "retweeted": false,
      "entities": {
        "urls": [
          {
            "url": "Links",
            "expanded_url": "javascript:x"
          },
          {
            "url": null
          },
          5
        ]
      },
      "favorite_count": "0",
      "id_str": "50015",
      "id": "50015",
      "created_at": "Tue Mar 05 08:00:00 +0000 2024",
      "full_text": "Links."
    }
  },
  {
    "tweet": {
      "retweeted": false,
      "entities": {
        "urls": []
      },
      "favorite_count": "0",
      "id_str": "1000000000000000000000000000000",
      "id": "1000000000