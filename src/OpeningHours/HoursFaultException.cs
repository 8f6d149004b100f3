namespace LiveParking.OpeningHours;

/// <summary>A text is not opening hours. Never leaves <see cref="OpeningSchedule.TryParse"/>.</summary>
/// <param name="position">The position, counted from 0.</param>
/// <param name="message">The reason, as a sentence.</param>
internal sealed class HoursFaultException(int position, string message) : Exception(message)
{
    /// <summary>The position, counted from 0.</summary>
    public int Position => position;
}
