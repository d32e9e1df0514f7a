def mirrored(word):
    if word == "":
        return ""
    inner = mirrored(word[1:])
    middle = len(inner) // 2
    return inner[:middle] + word[0] + word[0] + inner[middle:]
