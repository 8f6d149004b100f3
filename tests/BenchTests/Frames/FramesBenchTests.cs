
namespace LiveParking.BenchTests.Frames;

/// <summary>That the benchmark runs and says what it is asked; not what comes out.</summary>
[Collection(nameof(BenchRun))]
public sealed class FramesBenchTests
{
    [Fact]
    public async Task Frames_ours_beside_raw_prints_both_and_their_ratio()
    {
        var (code, output, errors) = await RunAsync(
            "--viewers", "5", "--size", "50", "--settle", "0", "--warmup", "1", "--seconds", "1", "--repeat", "1", "--peers", "ours,raw");

        Assert.True(code == 0, output + errors);
        foreach (var start in new[] { "raw Kestrel WebSocket ", "ours ", "ours : raw ", "The load generator " })
            Assert.Contains(output.Split('\n'), line => line.StartsWith(start, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("--viewers", "5,x", "--viewers is a list of numbers")]
    [InlineData("--size", "1", "--size is a list of numbers")]
    [InlineData("--seconds", "0", "--seconds is a number")]
    [InlineData("--peers", "ours,theirs", "--peers names 'theirs'")]
    public async Task Frames_with_an_option_that_is_wrong_says_what_it_may_be(string option, string value, string sentence)
    {
        var (code, _, errors) = await RunAsync(option, value);
        Assert.NotEqual(0, code);
        Assert.Contains(sentence, errors, StringComparison.Ordinal);
    }

    private static Task<(int Code, string Output, string Errors)> RunAsync(params string[] options) => BenchRun.RunAsync("frames", options);
}
