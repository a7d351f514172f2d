tap_scripts +=
