def count_words(text):
    count = 0
    for place in range(1, len(text)):
        if text[place] != " " and text[place - 1] == " ":
            count += 1
    return count
