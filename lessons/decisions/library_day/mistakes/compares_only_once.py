day = input()
if day == "Sun" or "Mon":
    print("closed")
else:
    print("open")
