using LiveParking.Grains.Interfaces.Alarms;

namespace LiveParking.Grains.Alarms;

/// <summary>How places show their alarms. Implemented by the board; its key is <see cref="IAlarmBoardGrain.Key"/>.</summary>
[Alias("live-parking.IAlarmBoard")]
internal interface IAlarmBoard : IGrainWithStringKey
{
    /// <summary>Shows the alarms of a place. Answers after the place is on the stored list of those that are not quiet, or off it.</summary>
    /// <param name="place">The key of the place.</param>
    /// <param name="alarms">Its alarms that are not cleared.</param>
    /// <param name="isQuiet">Whether nothing is wrong there, and the place need not be started with the board.</param>
    [Alias("ShowAsync")]
    Task ShowAsync(string place, IReadOnlyList<Alarm> alarms, bool isQuiet);

    /// <summary>Starts the places that are not quiet, so that their alarms are shown and go on.</summary>
    [Alias("StartAsync")]
    Task StartAsync();
}
