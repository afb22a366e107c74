window.YTD.account.part0 = [
  {
    "account": {
      "email": "ada@lamps.example",
      "createdVia": "web",
      "username": "ada_moss",
      "accountId": "5",
      "createdAt": "2010-01-01T00:00:00.000Z",
      "accountDisplayName": "Ada"
    }
  }
]