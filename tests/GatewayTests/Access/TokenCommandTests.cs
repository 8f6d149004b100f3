using System.CommandLine;
using LiveParking.Gateway.Access;
using LiveParking.Tokens;
using Microsoft.IdentityModel.JsonWebTokens;

namespace LiveParking.GatewayTests.Access;

public sealed class TokenCommandTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Prints_one_token_and_nothing_else()
    {
        var (code, output, error) = Run("token", "--role", "sensor", "--location", "a", "--location", "b", "--days", "2", "--data", _folder.Path);
        Assert.Equal((0, ""), (code, error));
        var token = new JsonWebToken(Assert.Single(output.Split('\n', StringSplitOptions.RemoveEmptyEntries)));
        Assert.Equal("sensor", token.GetClaim("role").Value);
        Assert.Equal(["a", "b"], token.Claims.Where(claim => claim.Type == "location").Select(claim => claim.Value));
        Assert.Equal(TimeSpan.FromDays(2), token.ValidTo - token.IssuedAt);
        Assert.Equal("ES256", token.Alg);
        Assert.True(File.Exists(Path.Combine(_folder.Path, "keys", "k1.key")));
    }

    [Fact]
    public void Without_locations_it_is_good_everywhere_for_30_days()
    {
        var (_, output, _) = Run("token", "--role", "operator", "--data", _folder.Path);
        var token = new JsonWebToken(output.Trim());
        Assert.Equal("*", token.GetClaim("location").Value);
        Assert.Equal(TimeSpan.FromDays(30), token.ValidTo - token.IssuedAt);
    }

    [Theory]
    [InlineData("20s", 20)]
    [InlineData("15m", 15 * 60)]
    [InlineData("12h", 12 * 3600)]
    [InlineData("30d", 30 * 86400)]
    [InlineData("3650d", 3650 * 86400)]
    [Trait("Hole", "3")]
    public void A_token_is_good_for_seconds_minutes_hours_or_days(string expiresIn, int seconds)
    {
        var (code, output, error) = Run("token", "--role", "viewer", "--expires-in", expiresIn, "--data", _folder.Path);
        Assert.Equal((0, ""), (code, error));
        var token = new JsonWebToken(output.Trim());
        Assert.Equal(TimeSpan.FromSeconds(seconds), token.ValidTo - token.IssuedAt);
    }

    [Theory]
    [InlineData("--expires-in has to be", "token", "--role", "viewer", "--expires-in", "20")]
    [InlineData("--expires-in has to be", "token", "--role", "viewer", "--expires-in", "s")]
    [InlineData("--expires-in has to be", "token", "--role", "viewer", "--expires-in", "0s")]
    [InlineData("--expires-in has to be", "token", "--role", "viewer", "--expires-in", "-5s")]
    [InlineData("--expires-in has to be", "token", "--role", "viewer", "--expires-in", "1.5h")]
    [InlineData("--expires-in has to be", "token", "--role", "viewer", "--expires-in", "2w")]
    [InlineData("--expires-in has to be", "token", "--role", "viewer", "--expires-in", "3651d")]
    [InlineData("--expires-in has to be", "token", "--role", "viewer", "--expires-in", "99999999999999999999s")]
    [InlineData("--expires-in has to be", "token", "--role", "viewer", "--expires-in")]
    [InlineData("exclude each other", "token", "--role", "viewer", "--expires-in", "20s", "--days", "1")]
    [InlineData("--role has to be", "token")]
    [InlineData("--role has to be", "token", "--role")]
    [InlineData("--role has to be", "token", "--role", "king")]
    [InlineData("--location", "token", "--role", "sensor", "--location", "Not A Slug")]
    [InlineData("--days has to be", "token", "--role", "sensor", "--days", "0")]
    [InlineData("--days has to be", "token", "--role", "sensor", "--days", "many")]
    [InlineData("--days has to be", "token", "--role", "sensor", "--days")]
    [InlineData("--data has to name", "token", "--role", "sensor", "--data")]
    [InlineData("does not know '--colour'", "token", "--role", "sensor", "--colour", "red")]
    [InlineData("can't be used", "token", "--role", "sensor", "--data", "/dev/null")]
    public void A_fault_is_one_sentence_on_standard_error_and_exit_code_2(string expected, params string[] args)
    {
        var (code, output, error) = Run(args);
        Assert.Equal((2, ""), (code, output));
        Assert.Contains(expected, Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    private static (int Code, string Output, string Error) Run(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var root = new RootCommand { TokenCommand.Create(TimeProvider.System) };
        var code = root.Parse(args).Invoke(new InvocationConfiguration { Output = output, Error = error });
        return (code, output.ToString(), error.ToString());
    }
}
