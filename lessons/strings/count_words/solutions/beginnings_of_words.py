def count_words(text):
    count = 0
    before = " "
    for character in text:
        if character != " " and before == " ":
            count += 1
        before = character
    return count
