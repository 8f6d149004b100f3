using System.CommandLine;

namespace LiveParking.Bench.Measuring;

/// <summary>An option with a whole number in a range, which its help names and its error repeats.</summary>
public sealed class NumberOption : Option<int>
{
    /// <param name="name">With its dashes.</param>
    /// <param name="description">The meaning of the number; the range is added.</param>
    /// <param name="fallback">The default.</param>
    /// <param name="least">The smallest that is taken.</param>
    /// <param name="most">The largest that is taken.</param>
    public NumberOption(string name, string description, int fallback, int least, int most)
        : base(name)
    {
        Description = $"{description} ({least} to {most})";
        DefaultValueFactory = _ => fallback;
        Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !IsIn(token.Value, least, most))
                result.AddError($"{name} is a number from {least} to {most}, not '{token.Value}'.");
        });
    }

    internal static bool IsIn(string word, int least, int most) => int.TryParse(word, out var number) && number >= least && number <= most;
}
