def with_dashes(word):
    result = ""
    for letter in word:
        result = result + letter
        if letter != word[-1]:
            result = result + "-"
    return result
