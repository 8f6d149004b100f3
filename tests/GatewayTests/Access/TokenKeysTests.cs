using LiveParking.Gateway.Access;
using Microsoft.Extensions.Time.Testing;

namespace LiveParking.GatewayTests.Access;

public sealed class TokenKeysTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly FakeTimeProvider _time = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_first_key_is_made_for_its_owner_only()
    {
        var folder = _folder.Sub("keys");
        var key = new TokenKeys(folder, _time).Signing;
        Assert.Equal("k1", key.Id);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(folder, "k1.key")));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(folder));
        Assert.Equal(["k1.key"], Directory.GetFileSystemEntries(folder).Select(Path.GetFileName));
    }

    [Fact]
    public async Task Many_that_start_at_the_same_time_agree_on_one_key()
    {
        var folder = _folder.Sub("race");
        var keys = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => Task.Run(() => new TokenKeys(folder, _time).Signing.Key.Key)));
        Assert.Single(keys.Select(Convert.ToBase64String).Distinct());
        Assert.Equal(["k1.key"], Directory.GetFileSystemEntries(folder).Select(Path.GetFileName));
    }

    [Fact]
    public void A_key_can_be_added_and_an_old_one_taken_away_while_the_system_runs()
    {
        var folder = _folder.Sub("rotated");
        var keys = new TokenKeys(folder, _time);
        Assert.Equal("k1", keys.Signing.Id);
        File.WriteAllText(Path.Combine(folder, "k2.key"), Convert.ToBase64String(new byte[32]));
        _time.Advance(TimeSpan.FromSeconds(6));
        Assert.Equal("k2", keys.Signing.Id);
        Assert.NotNull(keys.Find("k1"));
        File.Delete(Path.Combine(folder, "k1.key"));
        _time.Advance(TimeSpan.FromSeconds(6));
        Assert.Null(keys.Find("k1"));
        Assert.NotNull(keys.Find("k2"));
        Assert.Null(keys.Find(null));
    }

    [Fact]
    public void A_folder_that_is_lost_for_a_while_does_no_harm_to_keys_that_were_read()
    {
        var folder = _folder.Sub("lost");
        var keys = new TokenKeys(folder, _time);
        var first = keys.Signing.Key.Key;
        Directory.Delete(folder, recursive: true);
        File.WriteAllText(folder, "no folder");
        _time.Advance(TimeSpan.FromSeconds(6));
        Assert.Equal(first, keys.Signing.Key.Key);
    }

    [Fact]
    public void A_folder_that_cannot_be_made_and_a_file_that_is_no_key_are_told_in_a_sentence()
    {
        File.WriteAllText(_folder.Sub("file"), "");
        var cannot = Assert.Throws<TokenKeyException>(() => new TokenKeys(_folder.Sub("file"), _time).Signing);
        Assert.Contains(_folder.Sub("file"), cannot.Message, StringComparison.Ordinal);

        Directory.CreateDirectory(_folder.Sub("weak"));
        File.WriteAllText(Path.Combine(_folder.Sub("weak"), "k1.key"), "c2hvcnQ=");
        var weak = Assert.Throws<TokenKeyException>(() => new TokenKeys(_folder.Sub("weak"), _time).Signing);
        Assert.Contains("32 or more random bytes", weak.Message, StringComparison.Ordinal);
    }
}
