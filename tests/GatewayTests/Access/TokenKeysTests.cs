using System.Security.Cryptography;
using LiveParking.Gateway.Access;
using LiveParking.Tokens;
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
        Assert.True(key.CanSign);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(folder, "k1.key")));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(folder));
        Assert.Equal(["k1.key"], Directory.GetFileSystemEntries(folder).Select(Path.GetFileName));
    }

    [Fact]
    public async Task Many_that_start_at_the_same_time_agree_on_one_key()
    {
        var folder = _folder["race"];
        var keys = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => Task.Run(() => Keys(folder).Signing.Id)));
        Assert.Single(keys.Distinct());
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
        Write(folder, "k2");
        keys.Refresh();
        var second = keys.Signing;
        Assert.NotEqual(first.Id, second.Id);
        Assert.True(IsAccepted(keys, first));
        File.Delete(Path.Combine(folder, "k1.key"));
        keys.Refresh();
        Assert.False(IsAccepted(keys, first));
        Assert.NotNull(keys.Find(second.Id));
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
        Write(folder, "k1");
        keys.Refresh();
        Assert.False(IsAccepted(keys, key));
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
        Assert.True(IsAccepted(keys, first));
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
        File.WriteAllText(half, TokenKeyFile.NewText()[..60]);
        keys.Refresh();
        keys.Refresh();
        Assert.Same(first, keys.Signing);
        Assert.Same(first, keys.Find(first.Id));
        Assert.Equal(LogLevel.Error, Assert.Single(Skipped()).Level);
        // It changes and still is no key.
        File.AppendAllText(half, "AAAA");
        keys.Refresh();
        keys.Refresh();
        Assert.Equal(2, Skipped().Count());
        Assert.Equal(first.Id, Keys(folder).Signing.Id);
        Write(folder, "k2");
        keys.Refresh();
        Assert.NotEqual(first.Id, keys.Signing.Id);
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
        Assert.False(IsAccepted(keys, first));
        Assert.Contains("no good key", Assert.Throws<TokenKeyException>(() => keys.Signing).Message, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(folder, "k1.key")));
        Assert.Single(_logs.Entries, entry => entry.Level == LogLevel.Error && entry.Text.Contains("every token of its keys is refused", StringComparison.Ordinal));
        // The command makes one, as at a first start.
        var made = Keys(folder).Signing;
        keys.Refresh();
        Assert.Equal(made.Id, keys.Signing.Id);
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

    [Fact]
    public void Beside_a_secret_of_an_earlier_release_a_key_that_signs_is_made_and_the_secret_signs_nothing()
    {
        var folder = _folder["upgraded"];
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "k1.key"), Convert.ToBase64String(new byte[32]));
        var keys = Keys(folder);
        Assert.True(keys.Signing.CanSign);
        Assert.Equal(["k1.key", "k2.key"], Directory.GetFileSystemEntries(folder).Select(Path.GetFileName).Order());
        Assert.True(keys.Find("k1")!.IsLegacy);
        Assert.False(keys.Find("k1")!.CanSign);
    }

    [Fact]
    public void A_verifier_keeps_no_private_part_and_makes_no_folder()
    {
        var folder = _folder["issued"];
        var issuer = Keys(folder);
        var verifier = new TokenKeys(folder, TokenKeyUse.Verify, _logs.CreateLogger("keys"));
        var key = verifier.Find(issuer.Signing.Id)!;
        Assert.False(key.CanSign);
        Assert.Equal(issuer.Signing.ToPublicJson(), key.ToPublicJson());
        Assert.Contains("no good key", Assert.Throws<TokenKeyException>(() => verifier.Signing).Message, StringComparison.Ordinal);

        var missing = new TokenKeys(_folder["missing"], TokenKeyUse.Verify);
        Assert.Empty(missing.Keys);
        Assert.False(Directory.Exists(_folder["missing"]));
    }

    [Fact]
    public void A_public_key_verifies_and_a_key_of_another_curve_is_none()
    {
        var folder = _folder["public"];
        Directory.CreateDirectory(folder);
        using var pair = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        File.WriteAllText(Path.Combine(folder, "central.key"), pair.ExportSubjectPublicKeyInfoPem());
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        File.WriteAllText(Path.Combine(folder, "other.key"), other.ExportPkcs8PrivateKeyPem());
        var keys = new TokenKeys(folder, TokenKeyUse.Verify, _logs.CreateLogger("keys"));
        Assert.False(Assert.Single(keys.Keys).CanSign);
        Assert.Single(Skipped());
    }

    private static void Write(string folder, string name) => File.WriteAllText(Path.Combine(folder, $"{name}.key"), TokenKeyFile.NewText());

    private static bool IsAccepted(TokenKeys keys, TokenKey key) => keys.Find(key.Id) is not null;

    private TokenKeys Keys(string folder) => new(folder, TokenKeyUse.Issue, _logs.CreateLogger("keys"));

    private IEnumerable<(string Category, LogLevel Level, string Text)> Skipped() =>
        _logs.Entries.Where(entry => entry.Text.Contains("is skipped", StringComparison.Ordinal));
}
