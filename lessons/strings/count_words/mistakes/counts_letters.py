def count_words(text):
    count = 0
    for character in text:
        if character != " ":
            count += 1
    return count
