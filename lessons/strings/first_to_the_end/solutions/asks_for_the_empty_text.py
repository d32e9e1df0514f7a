def first_to_the_end(word):
    if word == "":
        return ""
    return word[1:] + word[0]
