day = input()
if day != "Sun" and day != "Mon":
    print("open")
else:
    print("closed")
