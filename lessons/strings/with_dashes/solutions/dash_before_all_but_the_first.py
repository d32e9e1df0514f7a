def with_dashes(word):
    result = ""
    for letter in word:
        if result != "":
            result = result + "-"
        result = result + letter
    return result
