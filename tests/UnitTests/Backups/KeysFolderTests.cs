using System.Text;
using LiveParking.Backups;

namespace LiveParking.UnitTests.Backups;

/// <summary>The keys of tokens come with a backup, also back into a folder that has gone on since.</summary>
public sealed class KeysFolderTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Only_keys_and_the_record_are_read()
    {
        Fill("k1.key", "one");
        Fill("tokens.ndjson", "a\n");
        Fill("tokens.ndjson.lock", "");
        Fill("notes.txt", "mine");

        Assert.Equal(["k1.key", "tokens.ndjson"], KeysFolder.Read(_folder["keys"]).Select(file => file.Name));
    }

    [Fact]
    public void A_folder_without_a_key_is_no_folder_of_keys()
    {
        Assert.Throws<BackupException>(() => KeysFolder.Read(_folder["keys"]));
        Fill("tokens.ndjson", "a\n");
        Assert.Throws<BackupException>(() => KeysFolder.Read(_folder["keys"]));
    }

    [Theory]
    [InlineData("a\nc\n", "a\nc\nb\n")]
    [InlineData("a\nhalf", "a\nhalf\nb\n")]
    [InlineData("", "a\nb\n")]
    public void Lines_of_the_record_that_came_since_stay_and_those_of_the_backup_are_added(string there, string then)
    {
        Fill("k1.key", "one");
        Fill("tokens.ndjson", there);

        KeysFolder.Write(_folder["keys"], [File("k1.key", "one"), File("tokens.ndjson", "a\nb\n")]);

        Assert.Equal(then, System.IO.File.ReadAllText(Path.Combine(_folder["keys"], "tokens.ndjson")));
    }

    [Fact]
    public void Another_key_of_the_same_name_is_refused_and_nothing_is_written()
    {
        Fill("k2.key", "another");

        Assert.Throws<BackupException>(() => KeysFolder.Write(_folder["keys"], [File("k1.key", "one"), File("k2.key", "two")]));

        Assert.Equal(["k2.key"], Directory.GetFiles(_folder["keys"]).Select(Path.GetFileName));
    }

    private static BackupFileEntry File(string name, string content) => new(name, Encoding.UTF8.GetBytes(content));

    private void Fill(string name, string content)
    {
        Directory.CreateDirectory(_folder["keys"]);
        System.IO.File.WriteAllText(Path.Combine(_folder["keys"], name), content);
    }
}
