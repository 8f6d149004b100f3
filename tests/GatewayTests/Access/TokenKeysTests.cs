using LiveParking.Gateway.Access;
using Microsoft.Extensions.Logging;

namespace LiveParking.GatewayTests.Access;

public sealed class TokenKeysTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly LogRecorder _logs = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_first_key_is_made_for_its_owner_only()
    {
        var folder = _folder["keys"];
        var key = Keys(folder).Signing;
        Assert.Equal("k1", key.Id);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(folder, "k1.key")));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(folder));
        Assert.Equal(["k1.key"], Directory.GetFileSystemEntries(folder).Select(Path.GetFileName));
    }

    [Fact]
    public async Task Many_that_start_at_the_same_time_agree_on_one_key()
    {
        var folder = _folder["race"];
        var keys = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => Task.Run(() => Keys(folder).Signing.Key.Key)));
        Assert.Single(keys.Select(Convert.ToBase64String).Distinct());
        Assert.Equal(["k1.key"], Directory.GetFileSystemEntries(folder).Select(Path.GetFileName));
    }

    [Fact]
    public void A_key_can_be_added_and_an_old_one_removed_while_the_system_runs()
    {
        var folder = _folder["rotated"];
        var keys = Keys(folder);
        var changes = 0;
        keys.Changed += () => changes++;
        var first = keys.Signing;
        Assert.Equal("k1", first.Id);
        Write(folder, "k2", new byte[32]);
        keys.Refresh();
        Assert.Equal("k2", keys.Signing.Id);
        Assert.True(keys.IsAccepted(first));
        File.Delete(Path.Combine(folder, "k1.key"));
        keys.Refresh();
        Assert.Null(keys.Find("k1"));
        Assert.False(keys.IsAccepted(first));
        Assert.NotNull(keys.Find("k2"));
        Assert.Null(keys.Find(null));
        Assert.Equal(2, changes);
    }

    [Fact]
    public void Reading_again_what_did_not_change_changes_nothing_and_other_bytes_are_another_key()
    {
        var folder = _folder["same"];
        var keys = Keys(folder);
        var changes = 0;
        keys.Changed += () => changes++;
        var key = keys.Signing;
        keys.Refresh();
        Assert.Same(key, keys.Signing);
        Assert.Equal(0, changes);
        Write(folder, "k1", new byte[32]);
        keys.Refresh();
        Assert.False(keys.IsAccepted(key));
        Assert.Equal(1, changes);
    }

    [Fact]
    public void A_folder_that_is_out_of_reach_for_a_while_does_no_harm_to_keys_that_were_read()
    {
        var folder = _folder["lost"];
        var keys = Keys(folder);
        var first = keys.Signing;
        Directory.Delete(folder, recursive: true);
        File.WriteAllText(folder, "no folder");
        keys.Refresh();
        keys.Refresh();
        Assert.True(keys.IsAccepted(first));
        Assert.Single(_logs.Entries, entry => entry.Text.Contains("stay accepted", StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Hole", "7")]
    public void A_half_written_newest_key_is_skipped_logged_once_and_does_not_sign()
    {
        var folder = _folder["half"];
        var keys = Keys(folder);
        var first = keys.Signing;
        var half = Path.Combine(folder, "k2.key");
        File.WriteAllText(half, Convert.ToBase64String(new byte[32])[..20]);
        keys.Refresh();
        keys.Refresh();
        Assert.Same(first, keys.Signing);
        Assert.Same(first, keys.Find("k1"));
        Assert.Null(keys.Find("k2"));
        Assert.Equal(LogLevel.Error, Assert.Single(Skipped()).Level);
        // It changes and still is no key.
        File.AppendAllText(half, "AAAA");
        keys.Refresh();
        keys.Refresh();
        Assert.Equal(2, Skipped().Count());
        Assert.Equal("k1", Keys(folder).Signing.Id);
        Write(folder, "k2", new byte[32]);
        keys.Refresh();
        Assert.Equal("k2", keys.Signing.Id);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Hole", "7")]
    public void A_running_gateway_whose_keys_are_all_removed_makes_none_of_its_own(bool andTheFolder)
    {
        var folder = _folder["removed"];
        var keys = Keys(folder);
        var first = keys.Signing;
        if (andTheFolder)
            Directory.Delete(folder, recursive: true);
        else
            File.Delete(Path.Combine(folder, "k1.key"));
        keys.Refresh();
        keys.Refresh();
        Assert.False(keys.IsAccepted(first));
        Assert.Contains("no good key", Assert.Throws<TokenKeyException>(() => keys.Signing).Message, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(folder, "k1.key")));
        Assert.Single(_logs.Entries, entry => entry.Level == LogLevel.Error && entry.Text.Contains("every token is refused", StringComparison.Ordinal));
        // The command makes one, as at a first start.
        var made = Keys(folder).Signing;
        keys.Refresh();
        Assert.Equal(made.Key.Key, keys.Signing.Key.Key);
    }

    [Fact]
    public void A_folder_that_cannot_be_made_and_only_files_that_are_no_keys_are_told_in_a_sentence()
    {
        File.WriteAllText(_folder["file"], "");
        var cannot = Assert.Throws<TokenKeyException>(() => Keys(_folder["file"]).Signing);
        Assert.Contains(_folder["file"], cannot.Message, StringComparison.Ordinal);

        Directory.CreateDirectory(_folder["weak"]);
        File.WriteAllText(Path.Combine(_folder["weak"], "k1.key"), "c2hvcnQ=");
        File.WriteAllText(Path.Combine(_folder["weak"], "k2.key"), new string('x', 20_000));
        var weak = Assert.Throws<TokenKeyException>(() => Keys(_folder["weak"]).Signing);
        Assert.Contains("32 or more random bytes", weak.Message, StringComparison.Ordinal);
    }

    private static void Write(string folder, string id, byte[] bytes) =>
        File.WriteAllText(Path.Combine(folder, $"{id}.key"), Convert.ToBase64String(bytes));

    private TokenKeys Keys(string folder) => new(folder, _logs.CreateLogger("keys"));

    private IEnumerable<(string Category, LogLevel Level, string Text)> Skipped() =>
        _logs.Entries.Where(entry => entry.Text.Contains("is skipped", StringComparison.Ordinal));
}
