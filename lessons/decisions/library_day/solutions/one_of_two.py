day = input()
if day in ("Sun", "Mon"):
    print("closed")
else:
    print("open")
